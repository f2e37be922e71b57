import "./alert-events.css";
import "../records/records.css";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { PushLink } from "../records/push-link.tsx";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import { Severity } from "../ui/severity.tsx";
import { TO_THE_SECOND } from "../ui/time-formats.ts";
import { eventsOfAlert } from "./alert-queries.ts";

/** The events behind an alert, newest first, with the push that each came with. */
export function AlertEvents({ alertId, max }: { alertId: string; max: number }) {
  const t = useTranslations("alert");
  const format = useFormatter();
  const { data, error, refetch } = useQuery(eventsOfAlert(alertId));
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return null;
  if (data.items.length === 0) return <Text c="dimmed">{t("noEvents")}</Text>;
  const exact = (seconds: number) => format.dateTime(new Date(seconds * 1000), TO_THE_SECOND);
  return (
    <>
      <ul className="events">
        {data.items.slice(0, max).map((event) => (
          <li key={event.event_id}>
            <Severity severity={event.event_status} />
            <div className="events-words">
              <div>{event.title}</div>
              {event.description && <div className="record-meta prose">{event.description}</div>}
            </div>
            <div className="events-when">
              <Moment seconds={event.event_time} isExact />
              <PushLink
                integrationId={event.integration_id}
                deliveryId={event.delivery_id}
                describedAs={t("pushOf", { time: exact(event.event_time) })}
              />
            </div>
          </li>
        ))}
      </ul>
      {data.items.length > max && (
        <Text c="dimmed" size="sm" mt="xs">
          {t("newest", { count: max })}
        </Text>
      )}
    </>
  );
}
