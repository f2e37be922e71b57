import { Button, Text, Title } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";

/** Stands in for a page that threw. */
export function Crash({ error }: ErrorComponentProps) {
  const t = useTranslations("problem");
  return (
    <div className="empty">
      <Title order={1}>{t("crashed")}</Title>
      <Text c="dimmed" my="md">
        {t("crashedLead")}
      </Text>
      <Problem error={error instanceof Error ? error : new Error(String(error))} />
      <Button mt="md" onClick={() => window.location.reload()}>
        {t("reload")}
      </Button>
    </div>
  );
}
