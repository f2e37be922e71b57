import { Checkbox, Stack } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useRoles } from "./use-roles.ts";

type RoleChoiceProps = {
  chosen: readonly number[];
  /** Roles that must stay. */
  fixed?: readonly number[];
  problem: string | null;
  onChoose: (roleIds: number[]) => void;
};

/** Roles to give, each with what who has it may do. */
export function RoleChoice({ chosen, fixed = [], problem, onChoose }: RoleChoiceProps) {
  const t = useTranslations("roles");
  return (
    <Checkbox.Group
      label={t("label")}
      description={t("hint")}
      error={problem}
      value={chosen.map(String)}
      onChange={(ids) => onChoose(ids.map(Number))}
    >
      <Stack gap="xs" mt="xs">
        {useRoles().map(({ id, name, may }) => (
          <Checkbox key={id} value={String(id)} label={name} description={may} disabled={fixed.includes(id)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
