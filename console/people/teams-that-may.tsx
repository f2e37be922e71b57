import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { teamNamesOf } from "./people-queries.ts";

/** Says to whoever may change things of a kind, but not this one, whose teams may. */
export function TeamsThatMay({ teamIds }: { teamIds: readonly number[] }) {
  const t = useTranslations("mayNot");
  const format = useFormatter();
  const { data: names } = useQuery(teamNamesOf(teamIds));
  if (teamIds.length > 0 && !names) return null;
  const known = teamIds.flatMap((id) => names?.get(id) ?? []);
  const teams = format.list(known, { type: "conjunction" });
  return (
    <Text size="sm" c="dimmed" mb="md">
      {known.length === 0 ? t("nobody") : t("teams", { teams })}
    </Text>
  );
}
