import { Badge, Button, Code, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { appKeyDelete, appKeyDisable, appKeyEnable } from "../../contract/operations/app-key.ts";
import { call } from "../api/call.ts";
import { useMay } from "../api/permissions.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Moment } from "../ui/moment.tsx";
import { RecordTable } from "../ui/record-table.tsx";
import { appKeys } from "./profile-queries.ts";

type AppKey = {
  key_id: string;
  key_name: string;
  key_hint: string;
  status: "enabled" | "disabled";
  last_used_time: number;
  created_at: number;
};

const CHANGES = {
  enable: (keyId: string) => call(appKeyEnable, { key_id: keyId }),
  disable: (keyId: string) => call(appKeyDisable, { key_id: keyId }),
  delete: (keyId: string) => call(appKeyDelete, { key_id: keyId }),
} as const;

type Choice = { deed: keyof typeof CHANGES; appKey: AppKey };

/** App keys, and what can be done about each. */
export function AppKeyTable({ appKeys }: { appKeys: readonly AppKey[] }) {
  const t = useTranslations("appKeys");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const mayManage = useMay("AppKeys/Manage");
  const rows = appKeys.map((appKey) => ({
    key: appKey.key_id,
    cells: [
      <div key="name" className="anywhere">
        <Text fw={600}>{appKey.key_name}</Text>
        <Text size="sm" c="dimmed">
          {t("endsIn")} <Code>…{appKey.key_hint}</Code>
        </Text>
      </div>,
      appKey.status === "enabled" ? (
        t("enabled")
      ) : (
        <Badge key="status" variant="default">
          {t("disabled")}
        </Badge>
      ),
      appKey.last_used_time > 0 ? <Moment key="used" seconds={appKey.last_used_time} /> : t("never"),
      <Moment key="created" seconds={appKey.created_at} />,
      <Actions key="actions" appKey={appKey} onChoose={(deed) => setChosen({ deed, appKey })} />,
    ],
  }));
  const heads = [t("name"), t("status"), t("lastUsed"), t("created"), ...(mayManage ? [t("actions")] : [])];
  return (
    <>
      <RecordTable label={t("title")} heads={heads} rows={rows} />
      {chosen && <Change {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Actions({ appKey, onChoose }: { appKey: AppKey; onChoose: (deed: Choice["deed"]) => void }) {
  const t = useTranslations("appKeys");
  const name = appKey.key_name;
  const turn = appKey.status === "enabled" ? "disable" : "enable";
  return (
    <Group gap="xs">
      {([turn, "delete"] as const).map((deed) => (
        <Button
          key={deed}
          size="compact-sm"
          variant="default"
          aria-label={t("deedOf", { deed: t(deed), name })}
          onClick={() => onChoose(deed)}
        >
          {t(deed)}
        </Button>
      ))}
    </Group>
  );
}

function Change({ deed, appKey, onClose }: Choice & { onClose: () => void }) {
  const t = useTranslations("appKeys");
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => CHANGES[deed](appKey.key_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: appKeys.queryKey });
      onClose();
    },
  });
  const ask = { enable: "enableAsk", disable: "disableAsk", delete: "deleteAsk" } as const;
  const then = { enable: "enableThen", disable: "disableThen", delete: "deleteThen" } as const;
  return (
    <Confirm
      title={t(ask[deed], { name: appKey.key_name })}
      label={t(deed)}
      deed={change}
      isDanger={deed !== "enable"}
      onClose={onClose}
    >
      {t(then[deed])}
    </Confirm>
  );
}
