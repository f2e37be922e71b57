import { Button, Group, NativeSelect } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { InviteForm } from "../people/invite-form.tsx";
import { MemberTable } from "../people/member-table.tsx";
import { members } from "../people/people-queries.ts";
import { useRoles } from "../people/use-roles.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Pages } from "../ui/pages.tsx";
import { Problem } from "../ui/problem.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";

const ROUTE = "/platform/member";
const STATUSES = ["enabled", "pending", "disabled"] as const;

/** Who can be called and made responsible, and what they may do. */
export default function MembersPage() {
  const t = useTranslations("members");
  const { p: pageNumber = 1, q: query = "", role: roleId = 0, status } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const list = useQuery(members({ pageNumber, query, roleId, status }));
  const [isInviting, setInviting] = useState(false);
  const mayInvite = useMay("Members/Manage");
  useShortcut("c", () => setInviting(mayInvite));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")}>
        {mayInvite && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t("invite")}
          </Button>
        )}
      </PageHead>
      <Filters />
      {list.error && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {list.data?.total === 0 && (
        <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
          <Button variant="default" onClick={() => navigate({ search: {} })}>
            {t("showAll")}
          </Button>
        </EmptyState>
      )}
      {list.data && list.data.items.length > 0 && <MemberTable members={list.data.items} />}
      {list.data && (
        <Pages
          current={pageNumber}
          hasNext={pageNumber * list.data.limit < list.data.total}
          onTurn={(turned) => navigate({ search: (before) => ({ ...before, p: turned }) })}
        />
      )}
      <InviteForm isOpen={isInviting} onClose={() => setInviting(false)} />
    </>
  );
}

function Filters() {
  const t = useTranslations("members");
  const standing = useTranslations("memberStatus");
  const { q = "", role = 0, status = "" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const narrow = (filter: {
    q?: string | undefined;
    role?: number | undefined;
    status?: (typeof STATUSES)[number] | undefined;
  }) => navigate({ replace: true, search: (before) => ({ ...before, p: undefined, ...filter }) });
  return (
    <Group gap="sm" mb="md">
      <SearchBox label={t("search")} value={q} onSearch={(text) => narrow({ q: text || undefined })} />
      <NativeSelect
        aria-label={t("roles")}
        value={String(role)}
        onChange={(event) => narrow({ role: Number(event.currentTarget.value) || undefined })}
        data={[
          { value: "0", label: t("anyRole") },
          ...useRoles().map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <NativeSelect
        aria-label={t("status")}
        value={status}
        onChange={(event) => narrow({ status: STATUSES.find((one) => one === event.currentTarget.value) })}
        data={[{ value: "", label: t("anyStatus") }, ...STATUSES.map((one) => ({ value: one, label: standing(one) }))]}
      />
    </Group>
  );
}
