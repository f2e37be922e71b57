import { Code, Title } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useSaying } from "../ui/use-saying.ts";
import type { DeliveryDetail } from "./delivery-facts.tsx";

const SHOWN_MAX = 200;

/** The events of a push that could not be read: the field, what was expected and what came. */
export function RejectedEvents({ rejects }: { rejects: DeliveryDetail["verdicts"]["rejects"] }) {
  const t = useTranslations("delivery");
  const say = useSaying();
  if (rejects.length === 0) return null;
  return (
    <section aria-labelledby="delivery-rejects">
      <Title order={3} size="h2" id="delivery-rejects" mb="xs">
        {t("rejects")}
      </Title>
      <ul className="delivery-rejects">
        {rejects.slice(0, SHOWN_MAX).map(({ index, said }) => (
          <li key={index}>
            <b>{t("reject", { number: index + 1 })}</b>
            {said.map((one) => (
              <p key={one.field}>
                <Code>{one.field || t("wholeBody")}</Code> {say(one)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
