import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { deliveryReplay } from "../../../contract/operations/delivery.ts";
import { call } from "../../api/call.ts";
import { Problem } from "../problem.tsx";
import { ReplayResults } from "./replay-results.tsx";

type ReplayDialogProps = {
  integrationId: number;
  deliveryIds: readonly string[];
  isOpen: boolean;
  onClose: () => void;
  /** Once the hub has taken them. */
  onDone?: () => void;
};

/** Asks before deliveries are processed once more, and shows what became of them. */
export function ReplayDialog({ integrationId, deliveryIds, isOpen, onClose, onDone }: ReplayDialogProps) {
  const t = useTranslations("replay");
  const frame = useTranslations("frame");
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: (ids: readonly string[]) => call(deliveryReplay, { delivery_ids: [...ids] }),
    onSuccess: async () => {
      onDone?.();
      await queries.invalidateQueries({ queryKey: ["delivery", "list"] });
    },
  });
  const close = () => {
    onClose();
    replay.reset();
  };
  const count = replay.variables?.length ?? deliveryIds.length;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t(replay.data ? "doneTitle" : "title", { count })}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      {replay.data ? (
        <ReplayResults integrationId={integrationId} items={replay.data.items} onClose={close} />
      ) : (
        <>
          <Text size="sm">{t("lead")}</Text>
          {replay.error && <Problem error={replay.error} />}
          <Group justify="flex-end" mt="md">
            <Button variant="default" data-autofocus onClick={close}>
              {t("cancel")}
            </Button>
            <Button loading={replay.isPending} onClick={() => replay.mutate(deliveryIds)}>
              {t("confirm", { count })}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
