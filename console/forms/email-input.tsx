import { TextInput, type TextInputProps } from "@mantine/core";
import { INPUT_LIMITS } from "../../contract/limits.ts";

/** An e-mail address. The hub says what one is: browsers refuse some that are right, such as 李雷@example.com. */
export function EmailInput(props: TextInputProps) {
  return (
    <TextInput
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      maxLength={INPUT_LIMITS.emailLengthMax}
      {...props}
    />
  );
}
