import { IconAlertOctagon, IconBan, IconCircleCheck, IconCircleDashed, IconClockHour4 } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { type DeliveryOutcome, VERDICTS, type Verdict } from "../../contract/verdicts.ts";

/** Each has a shape of its own, as severities have. */
const SHAPES = {
  pending: IconClockHour4,
  processed: IconCircleCheck,
  ignored: IconCircleDashed,
  rejected: IconBan,
  failed: IconAlertOctagon,
} as const;

/** What became of a push, as shape and word. */
export function Outcome({ outcome }: { outcome: DeliveryOutcome }) {
  const t = useTranslations("outcome");
  const Shape = SHAPES[outcome];
  return (
    <span className="delivery-outcome" data-outcome={outcome}>
      <Shape size={15} aria-hidden />
      {t(outcome)}
    </span>
  );
}

/** How many of its events met which verdict, in few words. */
export function VerdictCounts({ counts }: { counts: Partial<Record<Verdict, number>> }) {
  const t = useTranslations("verdicts");
  const given = VERDICTS.flatMap((verdict) => {
    const count = counts[verdict];
    return count ? [{ verdict, count }] : [];
  });
  return given.map(({ verdict, count }, at) => (
    <span key={verdict}>
      {at > 0 && " · "}
      {t("counted", { count, what: t(`short_${verdict}`) })}
    </span>
  ));
}
