import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

/** Asks before unsaved changes are lost: by leaving the page, the tab of it, or the browser's own tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const t = useTranslations("routeSave");
  const frame = useTranslations("frame");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || tabOf(current.search) !== tabOf(next.search)),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.status === "blocked"}
      onClose={stay}
      title={t("leaveTitle")}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm">{t("leaveLead")}</Text>
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={stay}>
          {t("stay")}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t("leave")}
        </Button>
      </Group>
    </Modal>
  );
}

function tabOf(search: object): unknown {
  return "tab" in search ? search.tab : undefined;
}
