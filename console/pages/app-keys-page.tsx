import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { useMay } from "../api/permissions.ts";
import { AppKeyForm } from "../profile/app-key-form.tsx";
import { AppKeyTable } from "../profile/app-key-table.tsx";
import { appKeys } from "../profile/profile-queries.ts";
import { ProfileTabs } from "../profile/profile-tabs.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Problem } from "../ui/problem.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";

/** The keys with which programs act as who is signed in. */
export default function AppKeysPage() {
  const t = useTranslations("appKeys");
  const { data, error, refetch } = useQuery(appKeys);
  const [isCreating, setCreating] = useState(false);
  const isFull = data !== undefined && data.total >= INPUT_LIMITS.appKeysMax;
  const mayCreate = useMay("AppKeys/Manage") && !isFull;
  useShortcut("c", () => setCreating(mayCreate));
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  const isEmpty = data?.total === 0;
  return (
    <>
      <ProfileTabs current="appKeys" />
      <div id="profile-panel">
        {error && <Problem error={error} onRetry={refetch} />}
        {isEmpty && (
          <EmptyState title={t("emptyTitle")} lead={t("emptyLead")}>
            {create}
          </EmptyState>
        )}
        {data && !isEmpty && (
          <>
            <Group justify="space-between" mb="md">
              <Text c="dimmed" flex="1 1 16rem">
                {isFull ? t("full", { max: INPUT_LIMITS.appKeysMax }) : t("lead", { max: INPUT_LIMITS.appKeysMax })}
              </Text>
              {create}
            </Group>
            <AppKeyTable appKeys={data.items} />
          </>
        )}
      </div>
      {isCreating && <AppKeyForm onClose={() => setCreating(false)} />}
    </>
  );
}
