import "../records/records.css";
import { IconBellRinging, IconCircleCheck, IconUserCheck } from "@tabler/icons-react";
import { useTranslations } from "use-intl";

const SHAPES = { Triggered: IconBellRinging, Processing: IconUserCheck, Closed: IconCircleCheck } as const;

/** Where an incident stands, as shape and word. */
export function Progress({ progress }: { progress: keyof typeof SHAPES }) {
  const t = useTranslations("progress");
  const Shape = SHAPES[progress];
  return (
    <span className="progress">
      <Shape size={15} aria-hidden />
      {t(progress)}
    </span>
  );
}
