import "../delivery/delivery.css";
import { Code, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Preview } from "../../api/mapping-queries.ts";
import { EventDetail } from "../delivery/event-detail.tsx";
import { RejectedEvents } from "../delivery/rejected-events.tsx";
import { Severity } from "../severity.tsx";

/** What a body would become: its events with all that was read, or why it would be refused. */
export function TrialResult({ read }: { read: Preview }) {
  const t = useTranslations("mappingTrial");
  const says = read.outcome === "mapped" ? t("mapped", { count: read.events.length }) : t(read.outcome);
  return (
    <div className="mapping-result" data-outcome={read.outcome}>
      <Text fw={600} role="status">
        {says}
      </Text>
      {read.because && <Text size="sm">{read.because}</Text>}
      <Issues issues={read.issues} />
      <ol className="mapping-events">
        {read.events.map((event, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the body is what an event is known by
          <li key={place}>
            <div className="mapping-event">
              <Severity severity={event.event_status} />
              <b>{event.title}</b>
            </div>
            <EventDetail event={event} isOpen />
          </li>
        ))}
      </ol>
      <RejectedEvents rejects={read.rejects} />
    </div>
  );
}

function Issues({ issues }: Pick<Preview, "issues">) {
  const t = useTranslations("delivery");
  return issues.map(({ at, expected, got }) => (
    <Text size="sm" key={`${at} ${expected}`} className="mapping-issue">
      <Code>{at || t("wholeBody")}</Code> {t("issue", { expected, got })}
    </Text>
  ));
}
