import { Button, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Severity } from "../ui/severity.tsx";
import { Adjustments } from "./adjustments.tsx";
import { ChannelVerdict } from "./channel-verdict.tsx";
import type { DeliveryDetail } from "./delivery-facts.tsx";
import { EventDetail } from "./event-detail.tsx";
import { VerdictCounts } from "./outcome-words.tsx";

const SHOWN_AT_ONCE = 50;

/** A verdict for every event of a push, in every channel that it reached (P2, P8). */
export function DeliveryEvents({ detail }: { detail: DeliveryDetail }) {
  const t = useTranslations("delivery");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const { verdicts } = detail;
  const byEvent = groupByEvent(detail);
  if (byEvent.length === 0) return null;
  return (
    <section aria-labelledby="delivery-became">
      <Title order={3} size="h2" id="delivery-became" mb="xs">
        {t("whatBecame")}
      </Title>
      {verdicts.is_truncated && (
        <Text size="sm" mb="xs">
          {t("truncated")} <VerdictCounts counts={verdicts.counts} />
        </Text>
      )}
      <ol className="delivery-events">
        {byEvent.slice(0, shown).map(({ place, event, met }) => (
          <li key={place}>
            <div className="delivery-event">
              <span className="delivery-place">{t("event", { number: place + 1 })}</span>
              {event && <Severity severity={event.event_status} />}
              {event && <b>{event.title}</b>}
            </div>
            {met.map((verdict, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: several channels may be hidden, and so alike
              <ChannelVerdict key={at} integrationId={detail.integration_id} verdict={verdict} />
            ))}
            <Adjustments changes={met[0]?.changes ?? []} />
            {event && <EventDetail event={event} />}
          </li>
        ))}
      </ol>
      {byEvent.length > shown && (
        <Button variant="default" size="xs" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t("showMore")}
        </Button>
      )}
    </section>
  );
}

type Verdict = DeliveryDetail["verdicts"]["events"][number];
type EventRow = { place: number; event: DeliveryDetail["events"][number] | undefined; met: Verdict[] };

/** Events in their order with what they met; those that were read but have no verdict yet are there too. */
function groupByEvent({ verdicts, events }: DeliveryDetail): EventRow[] {
  const rows = new Map<number, EventRow>(events.map((event) => [event.event, { place: event.event, event, met: [] }]));
  for (const verdict of verdicts.events) {
    const row = rows.get(verdict.event) ?? { place: verdict.event, event: undefined, met: [] };
    row.met.push(verdict);
    rows.set(verdict.event, row);
  }
  return [...rows.values()].sort((a, b) => a.place - b.place);
}
