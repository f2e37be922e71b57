import { Textarea } from "@mantine/core";

const DESCRIPTION_LENGTH_MAX = 500;

type DescriptionFieldProps = {
  label: string;
  value: string;
  problem: string | null;
  onChange: (description: string) => void;
};

/** A few words on what a thing is for. */
export function DescriptionField({ label, value, problem, onChange }: DescriptionFieldProps) {
  return (
    <Textarea
      label={label}
      maxLength={DESCRIPTION_LENGTH_MAX}
      autosize
      minRows={2}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
