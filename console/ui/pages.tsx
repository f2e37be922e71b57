import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";

type PagesProps = { current: number; hasNext: boolean; onTurn: (pageNumber: number) => void };

/** Turns the pages of a list that has more than one. */
export function Pages({ current, hasNext, onTurn }: PagesProps) {
  const t = useTranslations("list");
  if (current === 1 && !hasNext) return null;
  return (
    <Group justify="center" mt="lg">
      <Button variant="default" disabled={current === 1} onClick={() => onTurn(current - 1)}>
        {t("previous")}
      </Button>
      <Button variant="default" disabled={!hasNext} onClick={() => onTurn(current + 1)}>
        {t("next")}
      </Button>
    </Group>
  );
}
