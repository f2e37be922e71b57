import { PasswordInput } from "@mantine/core";
import { useTranslations } from "use-intl";

/** The API takes no shorter one. */
const LENGTH_MIN = 8;
const LENGTH_MAX = 1024;

type NewPasswordProps = { label: string; value: string; problem: string | null; onChange: (password: string) => void };

/** A password that somebody chooses; it can be looked at instead of typed twice. */
export function NewPassword({ label, value, problem, onChange }: NewPasswordProps) {
  const t = useTranslations("signIn");
  return (
    <PasswordInput
      label={label}
      description={t("passwordHint", { min: LENGTH_MIN })}
      autoComplete="new-password"
      required
      minLength={LENGTH_MIN}
      maxLength={LENGTH_MAX}
      visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
