import { Table, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import type { integrationItem } from "../../contract/operations/integration.ts";
import { channel } from "../api/channel-queries.ts";
import { Moment } from "./moment.tsx";
import { TextLink } from "./text-link.tsx";

/** What an integration is, row by row. */
export function IntegrationFacts({ integration }: { integration: z.output<typeof integrationItem> }) {
  const t = useTranslations("integrations");
  const rows = [
    [t("system"), integration.plugin_type_name],
    [t("status"), integration.status === "enabled" ? t("enabled") : t("disabled")],
    [t("scope"), integration.scope === "private" ? t("private") : t("shared")],
    [t("created"), <Moment key="created" seconds={integration.created_at} />],
  ] as const;
  return (
    <section className="card">
      <Title order={2}>{t("facts")}</Title>
      <Table variant="vertical" layout="fixed">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w={160}>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
          {integration.channel_id > 0 && <ChannelRow channelId={integration.channel_id} />}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function ChannelRow({ channelId }: { channelId: number }) {
  const t = useTranslations("integrations");
  const { data } = useQuery(channel(channelId));
  return (
    <Table.Tr>
      <Table.Th>{t("channel")}</Table.Th>
      <Table.Td>
        {data && (
          <TextLink
            to="/channel/detail/$channelId"
            params={{ channelId: String(channelId) }}
            search={{ tab: "integrations" }}
          >
            {data.channel_name}
          </TextLink>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
