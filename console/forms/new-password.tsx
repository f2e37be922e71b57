import { PasswordInput } from "@mantine/core";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";

type NewPasswordProps = { label: string; value: string; problem: string | null; onChange: (password: string) => void };

/** A password that somebody chooses; it can be looked at instead of typed twice. */
export function NewPassword({ label, value, problem, onChange }: NewPasswordProps) {
  const t = useTranslations("signIn");
  return (
    <PasswordInput
      label={label}
      description={t("passwordHint", { min: INPUT_LIMITS.passwordLengthMin })}
      autoComplete="new-password"
      required
      minLength={INPUT_LIMITS.passwordLengthMin}
      maxLength={INPUT_LIMITS.passwordLengthMax}
      visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
