import "./batch-bar.css";
import { Button, Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import type { Commands } from "./use-commands.ts";

type BatchBarProps = {
  count: number;
  /** How many the search found; null while nobody knows. */
  total: number | null;
  isMore: boolean;
  ids: readonly string[];
  commands: Commands;
  onClear: () => void;
};

/** How many there are, and what can be done with those that are selected; what was done is said here. */
export function BatchBar({ count, total, isMore, ids, commands, onClear }: BatchBarProps) {
  const t = useTranslations("incident");
  const records = useTranslations("records");
  const { run, ask, isBusy, notice, error, asked } = commands;
  return (
    <>
      {error && !asked && <Problem error={error} />}
      <Group justify="space-between" mb="xs" mih={28}>
        <Text size="sm" c="dimmed">
          {total !== null && records(isMore ? "countMore" : "count", { count: total })}
        </Text>
        <Text size="sm" role="status">
          {notice}
        </Text>
      </Group>
      {count > 0 && (
        <section className="batch" aria-label={t("selection")}>
          <Text size="sm" fw={600} mr="auto">
            {t("selected", { count })}
          </Text>
          <Button size="compact-sm" loading={isBusy} onClick={() => run(ids, { name: "ack" })}>
            {t("do_ack")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => ask(ids, "resolve")}>
            {t("do_resolve")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => ask(ids, "reopen")}>
            {t("do_reopen")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => ask(ids, "comment")}>
            {t("do_comment")}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" c="inherit" onClick={onClear}>
            {t("unselect")}
          </Button>
        </section>
      )}
    </>
  );
}
