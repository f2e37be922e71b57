import "./severity.css";
import { IconAlertOctagonFilled, IconAlertTriangle, IconCircleCheck, IconInfoSquare } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { EventStatus } from "../../contract/severity.ts";

/** Each has a shape of its own, for eyes and screens that do not tell the colours apart. */
const SHAPES = {
  Critical: IconAlertOctagonFilled,
  Warning: IconAlertTriangle,
  Info: IconInfoSquare,
  Ok: IconCircleCheck,
} as const;

/** A severity as shape, word and colour; nothing open is said in words too. */
export function Severity({ severity }: { severity: EventStatus | "" }) {
  const t = useTranslations("severity");
  const Shape = SHAPES[severity || "Ok"];
  return (
    <span className="severity" data-severity={severity || "Ok"}>
      <Shape size={15} aria-hidden />
      {t(severity || "none")}
    </span>
  );
}
