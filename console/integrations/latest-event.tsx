import { useTranslations } from "use-intl";
import { Moment } from "../ui/moment.tsx";

/** When an integration was last heard from, or that it never was. */
export function LatestEvent({ seconds }: { seconds: number }) {
  const t = useTranslations("integrations");
  return seconds > 0 ? <Moment seconds={seconds} /> : <span className="quiet">{t("never")}</span>;
}
