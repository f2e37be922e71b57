import { Dialog } from "../ui/dialog.tsx";
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
  const { title, ...replay } = useReplay(deliveryIds, onDone);
  const close = () => {
    onClose();
    replay.reset();
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} title={title}>
      <ReplayForm integrationId={integrationId} replay={replay} onClose={close} />
    </Dialog>
  );
}
