import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

type ConfirmProps = {
  /** What is about to happen, as a question. */
  title: string;
  /** What the button does, in one word. */
  label: string;
  /** The call it makes, as `useMutation` gives it. */
  deed: { mutate(): void; isPending: boolean; error: Error | null };
  /** Whether something is lost by it. */
  isDanger?: boolean;
  onClose: () => void;
  /** What follows from it. */
  children: ReactNode;
};

/** Asks before something that is not to happen by mistake; what the hub says against it stands in the same place. */
export function Confirm({ title, label, deed, isDanger = true, onClose, children }: ConfirmProps) {
  const t = useTranslations("form");
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Stack gap="md">
        <div>{children}</div>
        {deed.error && <Problem error={deed.error} />}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button
            {...(isDanger && { color: "var(--look-danger)" })}
            loading={deed.isPending}
            onClick={() => deed.mutate()}
          >
            {label}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
