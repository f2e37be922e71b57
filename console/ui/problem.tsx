import { Alert, Anchor, Button, Code, Group, Text } from "@mantine/core";
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

/** Says what failed and why, leads to what stands in the way, and gives the request id to look for in the log. */
export function Problem({ error, text, onRetry }: ProblemProps) {
  const t = useTranslations("problem");
  const requestId = error instanceof ApiError ? error.requestId : "";
  const refs = error instanceof ApiError ? error.refs : [];
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
      {refs.length > 0 && (
        <ul className="problem-refs">
          {refs.map(({ kind, href, name }) => (
            <li key={href}>
              <Anchor href={href} size="sm">
                {t(kind === "channel" ? "channel" : "integration", { name })}
              </Anchor>
            </li>
          ))}
        </ul>
      )}
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
