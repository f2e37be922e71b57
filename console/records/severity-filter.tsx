import { Chip, Group, Input } from "@mantine/core";
import { useTranslations } from "use-intl";
import { SEVERITIES } from "../../contract/severity.ts";
import { splitWords } from "./record-search.ts";

type SeverityFilterProps = { value: string | undefined; onChange: (joined: string | undefined) => void };

/** Chooses severities; none chosen means all. */
export function SeverityFilter({ value, onChange }: SeverityFilterProps) {
  const t = useTranslations("records");
  const severity = useTranslations("severity");
  return (
    <fieldset className="filter-chips">
      <Input.Label component="legend" size="sm">
        {t("severity")}
      </Input.Label>
      <Chip.Group multiple value={splitWords(value)} onChange={(chosen) => onChange(chosen.join(",") || undefined)}>
        <Group gap={4}>
          {SEVERITIES.map((one) => (
            <Chip key={one} value={one} size="sm" variant="outline">
              {severity(one)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  );
}
