import "./records.css";
import { Group, Title } from "@mantine/core";
import { useTranslations } from "use-intl";
import { CopyButton } from "../ui/copy-button.tsx";

/** The labels of an alert or incident, to read, to select and to copy. */
export function Labels({ labels }: { labels: Readonly<Record<string, string>> }) {
  const t = useTranslations("incident");
  const rows = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = rows.map(([key, value]) => `${key}=${value}`).join("\n");
  return (
    <section className="part" aria-label={t("labels")}>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{t("labels")}</Title>
        {rows.length > 0 && <CopyButton text={text} label={t("copyLabels")} variant="default" size="compact-sm" />}
      </Group>
      {rows.length === 0 && t("noLabels")}
      <dl className="labels">
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
