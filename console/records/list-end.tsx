import { Loader, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";

type ListEndProps = { error: Error | null; isReading: boolean; isWhole: boolean; onRetry: () => void };

/** What stands below a list: that more is being read, that it failed, or that this is all. */
export function ListEnd({ error, isReading, isWhole, onRetry }: ListEndProps) {
  const t = useTranslations("records");
  if (error) return <Problem error={error} onRetry={onRetry} />;
  return (
    <Text c="dimmed" size="sm" ta="center" py="sm" component="div">
      {isReading ? <Loader size="xs" type="dots" aria-label={t("reading")} /> : isWhole ? t("whole") : null}
    </Text>
  );
}
