import { Table, Text, Title } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useLanguage } from "../locales/language.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { Severity } from "../ui/severity.tsx";

/** What the sender's levels become here, row by row. */
export function SeverityTable({ source }: { source: SourceItem }) {
  const t = useTranslations("integrations");
  const severity = useTranslations("severity");
  const { language } = useLanguage();
  return (
    <section className="card" aria-labelledby="severity-table">
      <Title order={2} id="severity-table">
        {t("severities")}
      </Title>
      <Table aria-labelledby="severity-table" verticalSpacing={6} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("severityThere", { system: source.title[language] })}</Table.Th>
            <Table.Th scope="col">{t("severityHere")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {source.severity_table.map(({ word, word_zh, severity: here }) => (
            <Table.Tr key={word}>
              <Table.Td>{language === "zh" && word_zh ? `${word_zh}（${word}）` : word}</Table.Td>
              <Table.Td>
                <Severity severity={here} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed">
        {source.default_severity === ""
          ? t("severityExact")
          : t("severityOther", { severity: severity(source.default_severity) })}
      </Text>
    </section>
  );
}
