import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { personNames } from "../people/people-queries.ts";
import { TextLink } from "../ui/text-link.tsx";
import { type AlertItem, alertClosing } from "./alert-queries.ts";

/** Why an alert is over, and who ended it; nothing while it is active. */
export function AlertClosing({ alert }: { alert: AlertItem }) {
  const t = useTranslations("alert");
  const timeline = useTranslations("timeline");
  const { data: closing } = useQuery({ ...alertClosing(alert.alert_id), enabled: alert.progress === "Closed" });
  const personId = closing?.personId ?? 0;
  const people = useQuery({ ...personNames([personId]), enabled: personId !== 0 });
  if (alert.progress !== "Closed" || !closing || (personId !== 0 && people.isPending)) return null;
  const who = people.data?.get(personId) ?? timeline("someone");
  const { incident } = alert;
  const incidentLink = () =>
    incident.incident_id === "" ? null : (
      <TextLink to="/incident/detail/$incidentId" params={{ incidentId: incident.incident_id }} size="sm">
        {incident.title}
      </TextLink>
    );
  return (
    <Text size="sm" className="alert-closing">
      {t.rich(`closing_${closing.from}`, { who, incident: incidentLink })}
    </Text>
  );
}
