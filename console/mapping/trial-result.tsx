import "../deliveries/delivery.css";
import { Code, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { EventDetail } from "../deliveries/event-detail.tsx";
import { RejectedEvents } from "../deliveries/rejected-events.tsx";
import { Severity } from "../ui/severity.tsx";
import { useSaying } from "../ui/use-saying.ts";
import type { Preview } from "./mapping-queries.ts";

/** What a body would become: its events with all that was read, or why it would be refused. */
export function TrialResult({ read }: { read: Preview }) {
  const t = useTranslations("mappingTrial");
  const says = read.outcome === "mapped" ? t("mapped", { count: read.events.length }) : t(read.outcome);
  return (
    <div className="mapping-result" data-outcome={read.outcome}>
      <Text fw={600} role="status">
        {says}
      </Text>
      <Said said={read.said} />
      <ol className="mapping-events">
        {read.events.map((event) => (
          <li key={event.event}>
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

/** Why it would be ignored, or what is wrong with which of its fields. */
function Said({ said }: Pick<Preview, "said">) {
  const t = useTranslations("delivery");
  const say = useSaying();
  return said.map((one) => (
    <Text size="sm" key={`${one.field} ${one.word}`} className="mapping-issue">
      {one.field !== undefined && <Code>{one.field || t("wholeBody")}</Code>} {say(one)}
    </Text>
  ));
}
