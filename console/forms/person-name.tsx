import { TextInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";

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
      minLength={INPUT_LIMITS.personNameLengthMin}
      maxLength={INPUT_LIMITS.nameLengthMax}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
