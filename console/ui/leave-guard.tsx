import { Button, Group, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Dialog } from "./dialog.tsx";

/** Asks before unsaved changes are lost: by leaving the page, the tab of it, or the browser's own tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const t = useTranslations("routeSave");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || tabOf(current.search) !== tabOf(next.search)),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Dialog isOpen={blocker.status === "blocked"} onClose={stay} title={t("leaveTitle")}>
      <Text size="sm">{t("leaveLead")}</Text>
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={stay}>
          {t("stay")}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t("leave")}
        </Button>
      </Group>
    </Dialog>
  );
}

function tabOf(search: object): unknown {
  return "tab" in search ? search.tab : undefined;
}
