import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { isWord, type Saying } from "../../../contract/saying.ts";
import { capital, useSaying } from "../use-saying.ts";

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
  const say = useSaying();
  if (because === "") return null;
  const known = CODES.find((one) => one === code);
  const isSayable = said.length > 0 && said.every(({ word }) => isWord(word));
  const words = isSayable
    ? said.map((one) => (one.field ? `${one.field}: ${say(one)}` : capital(say(one))))
    : [because];
  return (
    <>
      {known && <Text size="sm">{t(`code_${known}`)}</Text>}
      <Text size="sm" className="delivery-said">
        {words.join("; ")}
      </Text>
    </>
  );
}
