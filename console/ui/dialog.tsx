import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useReturnFocus } from "./use-return-focus.ts";

type DialogProps = { title: string; isOpen: boolean; onClose: () => void; size?: string; children: ReactNode };

/** A dialog over the page; what is in it begins anew each time it opens. */
export function Dialog({ title, isOpen, onClose, size = "md", children }: DialogProps) {
  const t = useTranslations("frame");
  useReturnFocus(isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ "aria-label": t("close") }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Modal>
  );
}
