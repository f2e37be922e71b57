import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import {
  IconDotsVertical,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { integrationDelete, integrationDisable, integrationEnable } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { TypedConfirm } from "../forms/typed-confirm.tsx";
import type { SourceItem } from "../sources/source-queries.ts";
import { Problem } from "../ui/problem.tsx";
import { useLeaveDeleted } from "../ui/use-leave-deleted.ts";
import { IntegrationEditForm } from "./integration-edit-form.tsx";
import type { Integration } from "./integration-queries.ts";
import { RotateKeyForm } from "./rotate-key-form.tsx";
import { TestEventButton, type useTestEvent } from "./test-event.tsx";

type IntegrationActionsProps = {
  integration: Integration;
  source: SourceItem | undefined;
  test: ReturnType<typeof useTestEvent>;
};

/** What can be done with an integration. */
export function IntegrationActions({ integration, source, test }: IntegrationActionsProps) {
  const t = useTranslations("integrations");
  const [open, setOpen] = useState<"edit" | "rotate" | "delete" | null>(null);
  const isEnabled = integration.status === "enabled";
  const toggle = useToggle(integration);
  return (
    <>
      <Group gap="xs">
        <TestEventButton test={test} isDisabled={!isEnabled} />
        <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen("edit")}>
          {t("editShort")}
        </Button>
        <Menu
          position="bottom-end"
          withinPortal={false}
          withInitialFocusPlaceholder={false}
          transitionProps={{ duration: 0 }}
        >
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t("more")}>
              <IconDotsVertical size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={
                isEnabled ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
              }
              onClick={() => toggle.mutate()}
            >
              {t(isEnabled ? "disable" : "enable")}
            </Menu.Item>
            <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setOpen("rotate")}>
              {t("rotate")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen("delete")}>
              {t("delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {toggle.error && <Problem error={toggle.error} />}
      {open === "edit" && (
        <IntegrationEditForm integration={integration} source={source} onClose={() => setOpen(null)} />
      )}
      {open === "rotate" && <RotateKeyForm integration={integration} onClose={() => setOpen(null)} />}
      {open === "delete" && <Delete integration={integration} onClose={() => setOpen(null)} />}
    </>
  );
}

function useToggle({ integration_id, status }: Integration) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(status === "enabled" ? integrationDisable : integrationEnable, { integration_id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["integration"] }),
  });
}

type DialogProps = { integration: Integration; onClose: () => void };

function Delete({ integration: { integration_id, name }, onClose }: DialogProps) {
  const t = useTranslations("integrations");
  const leave = useLeaveDeleted();
  const remove = useMutation({
    mutationFn: () => call(integrationDelete, { integration_id }),
    onSuccess: () => leave("integration", integration_id),
  });
  return (
    <TypedConfirm title={t("delete")} name={name} action={t("delete")} deed={remove} onClose={onClose}>
      {t("deleteLead")}
    </TypedConfirm>
  );
}
