import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { readBecause } from "./because.ts";

/** Why a push came to its outcome; nothing when it simply went through. */
export function BecauseWords({ because, code }: { because: string; code: string }) {
  const t = useTranslations("reasons");
  if (because === "") return null;
  const { text, words } = readBecause({ because, code });
  return (
    <>
      {text && <Text size="sm">{t(text)}</Text>}
      {words && (
        <Text size="sm" className="delivery-said">
          {words}
        </Text>
      )}
    </>
  );
}
