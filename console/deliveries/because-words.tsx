import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Saying } from "../../contract/saying.ts";
import { useSayings } from "../ui/use-saying.ts";

/** The codes that a push can be refused with, each with a sentence of ours before the hub's. */
const CODES = [
  "InvalidParameter",
  "BadRequest",
  "InvalidContentType",
  "MethodNotAllowed",
  "EntityTooLarge",
  "RequestTooFrequently",
  "ServiceUnavailable",
] as const;

type BecauseWordsProps = { because: string; said: readonly Saying[]; code: string };

/** Why a push came to its outcome; nothing when it simply went through. */
export function BecauseWords({ because, said, code }: BecauseWordsProps) {
  const t = useTranslations("reasons");
  const sayAll = useSayings();
  if (because === "") return null;
  const known = CODES.find((one) => one === code);
  return (
    <>
      {known && <Text size="sm">{t(`code_${known}`)}</Text>}
      <Text size="sm" className="delivery-said">
        {t("sentence", { words: sayAll(said, because) })}
      </Text>
    </>
  );
}
