import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { useErrorWords } from "./use-saying.ts";

type ProblemProps = {
  error: Error;
  /** In place of the hub's own words. */
  text?: string;
  onRetry?: () => void;
};

/** Says what failed and why, and gives the request id to look for in the log. */
export function Problem({ error, text, onRetry }: ProblemProps) {
  const t = useTranslations("problem");
  const requestId = error instanceof ApiError ? error.requestId : "";
  const words = useErrorWords();
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={t("title")}
      styles={{ title: { color: "var(--mantine-color-error)" }, message: { color: "var(--mantine-color-text)" } }}
    >
      <Text size="sm">{text ?? words(error)}</Text>
      {requestId && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("requestId")} <Code>{requestId}</Code>
        </Text>
      )}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t("retry")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
