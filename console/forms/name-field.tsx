import { TextInput } from "@mantine/core";

type NameFieldProps = {
  label: string;
  hint?: string;
  lengthMax: number;
  value: string;
  problem: string | null;
  onChange: (name: string) => void;
};

/** What a thing is called: the first field of its form, and never only blanks. */
export function NameField({ label, hint, lengthMax, value, problem, onChange }: NameFieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      data-autofocus
      required
      pattern=".*\S.*"
      maxLength={lengthMax}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
