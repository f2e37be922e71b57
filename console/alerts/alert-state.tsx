import "../records/records.css";
import { IconBellRinging, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { AlertItem } from "./alert-queries.ts";

const SHAPES = { active: IconBellRinging, recovered: IconCircleCheck, closed: IconCircleX } as const;

/** Whether an alert is active, recovered, or was closed while it still fired; as shape and word. */
export function AlertState({ alert }: { alert: Pick<AlertItem, "progress" | "alert_status"> }) {
  const t = useTranslations("alerts");
  const state = alert.progress === "Triggered" ? "active" : alert.alert_status === "Ok" ? "recovered" : "closed";
  const Shape = SHAPES[state];
  return (
    <span className="progress">
      <Shape size={15} aria-hidden />
      {t(`state_${state}`)}
    </span>
  );
}
