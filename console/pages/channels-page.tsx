import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { channels } from "../api/channel-queries.ts";
import { ChannelForm } from "../forms/channel-form.tsx";
import { ChannelCard } from "../ui/channel-card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";

/** All channels as cards, and the way to make one. */
export default function ChannelsPage() {
  const t = useTranslations("channels");
  const [pageNumber, setPageNumber] = useState(1);
  const [isCreating, setCreating] = useState(false);
  const list = useQuery(channels(pageNumber));
  useShortcut("c", () => setCreating(true));
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  const isEmpty = list.data?.total === 0;
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        {!isEmpty && create}
      </PageHead>
      {list.error && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {isEmpty && (
        <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
          {create}
        </EmptyState>
      )}
      <ul className="cards">
        {list.data?.items.map((channel) => (
          <li key={channel.channel_id}>
            <ChannelCard channel={channel} />
          </li>
        ))}
      </ul>
      {list.data && <Pages current={pageNumber} hasNext={list.data.has_next_page} onTurn={setPageNumber} />}
      <ChannelForm isOpen={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}
