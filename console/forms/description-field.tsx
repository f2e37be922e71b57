import { Textarea } from "@mantine/core";
import { INPUT_LIMITS } from "../../contract/limits.ts";

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
      maxLength={INPUT_LIMITS.descriptionLengthMax}
      autosize
      minRows={2}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
