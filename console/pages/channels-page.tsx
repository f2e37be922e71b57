import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { ChannelCard } from "../channels/channel-card.tsx";
import { ChannelFilters } from "../channels/channel-filters.tsx";
import { channels } from "../channels/channel-queries.ts";
import type { ChannelSearch } from "../channels/channel-search.ts";
import { teamNamesOf } from "../people/people-queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { lazyPart } from "../ui/lazy-part.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";

const ChannelForm = lazyPart(async () => (await import("../channels/channel-form.tsx")).ChannelForm, Creating);
const ROWS = 48;
/** All channels as cards, and the way to make one. */
export default function ChannelsPage() {
  const t = useTranslations("channels");
  const search = useSearch({ from: "/channel" });
  const navigate = useNavigate();
  const setSearch = (changed: ChannelSearch) => navigate({ to: "/channel", search: changed, resetScroll: false });
  const mayManage = useMay("Channels/Manage");
  const isCreating = mayManage && search.create === true;
  const create = () => void setSearch({ ...search, create: true });
  useShortcut("c", () => {
    if (mayManage) create();
  });
  const createButton = mayManage && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        {createButton}
      </PageHead>
      <List search={search} onSearch={setSearch} createButton={createButton} />
      {isCreating && <ChannelForm onClose={() => setSearch({ ...search, create: undefined })} />}
    </>
  );
}

/** Stands in for the form while it does not come. */
function Creating({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const t = useTranslations("channels");
  return (
    <Dialog title={t("create")} isOpen onClose={onClose}>
      {children}
    </Dialog>
  );
}

type ListProps = {
  search: ChannelSearch;
  onSearch: (changed: ChannelSearch) => void;
  createButton: ReactNode;
};

function List({ search, onSearch, createButton }: ListProps) {
  const t = useTranslations("channels");
  const { show, q, sort, page = 1 } = search;
  const { data, error, refetch } = useQuery(channels(wantedBy(search)));
  const { data: teamNames } = useQuery(teamNamesOf((data?.items ?? []).map(({ team_id }) => team_id)));
  const isFiltered = show !== undefined || q !== undefined;
  if (data?.total === 0 && !isFiltered) {
    return (
      <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
        {createButton}
      </EmptyState>
    );
  }
  const none = show === "starred" && q === undefined ? "noneStarred" : "noneFound";
  return (
    <>
      <ChannelFilters search={search} onSearch={onSearch} />
      {error && <Problem error={error} onRetry={refetch} />}
      {data?.items.length === 0 && (
        <EmptyState title={t(none)} lead={t(`${none}Lead`)}>
          <Button variant="default" onClick={() => onSearch({ sort })}>
            {t("showAll")}
          </Button>
        </EmptyState>
      )}
      <ul className="cards">
        {data?.items.map((channel) => (
          <li key={channel.channel_id}>
            <ChannelCard channel={channel} teamName={teamNames?.get(channel.team_id) ?? ""} />
          </li>
        ))}
      </ul>
      {data && (
        <Pages current={page} hasNext={data.has_next_page} onTurn={(turned) => onSearch({ ...search, page: turned })} />
      )}
    </>
  );
}

function wantedBy({
  show,
  q,
  sort = "last_incident_at",
  page = 1,
}: Omit<ChannelSearch, "sort"> & { sort?: Order | undefined }) {
  return {
    p: page,
    limit: ROWS,
    query: q,
    is_my_starred: show === "starred",
    is_my_team: show === "mine",
    orderby: sort,
    asc: sort === "channel_name",
  };
}

type Order = NonNullable<ChannelSearch["sort"]> | "last_incident_at";
