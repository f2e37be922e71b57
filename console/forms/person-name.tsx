import { TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";

const LENGTH_MIN = 2;
const LENGTH_MAX = 39;

type PersonNameProps = { value: string; problem: string | null; autoFocus?: boolean; onChange: (name: string) => void };

/** How a person is called, on incidents and in messages. */
export function PersonName({ value, problem, autoFocus = false, onChange }: PersonNameProps) {
  const t = useTranslations("signIn");
  return (
    <TextInput
      label={t("name")}
      description={t("nameHint")}
      autoComplete="name"
      required
      autoFocus={autoFocus}
      pattern=".*\S.*"
      minLength={LENGTH_MIN}
      maxLength={LENGTH_MAX}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
