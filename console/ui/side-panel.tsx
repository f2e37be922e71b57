import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useReturnFocus } from "./use-return-focus.ts";

type SidePanelProps = { title: string; isOpen: boolean; onClose: () => void; size: string; children: ReactNode };

/** A dialog at the right edge, for what is long; the page is seen beside it. */
export function SidePanel({ title, isOpen, onClose, size, children }: SidePanelProps) {
  const t = useTranslations("frame");
  useReturnFocus(isOpen);
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      returnFocus={false}
      closeButtonProps={{ "aria-label": t("close") }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Drawer>
  );
}
