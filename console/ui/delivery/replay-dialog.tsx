import { Modal } from "@mantine/core";
import { useTranslations } from "use-intl";
import { ReplayForm } from "./replay-form.tsx";
import { useReplay } from "./use-replay.ts";

type ReplayDialogProps = {
  integrationId: number;
  deliveryIds: readonly string[];
  isOpen: boolean;
  onClose: () => void;
  /** Once the hub has taken them. */
  onDone: () => void;
};

/** Asks before deliveries are processed once more, and shows what became of them. */
export function ReplayDialog({ integrationId, deliveryIds, isOpen, onClose, onDone }: ReplayDialogProps) {
  const frame = useTranslations("frame");
  const { title, ...replay } = useReplay(deliveryIds, onDone);
  const close = () => {
    onClose();
    replay.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      <ReplayForm integrationId={integrationId} replay={replay} onClose={close} />
    </Modal>
  );
}
