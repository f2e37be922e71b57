import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "./problem.tsx";

type TypedConfirmProps = {
  isOpen: boolean;
  title: string;
  /** What will be gone, and what stays. */
  children: ReactNode;
  /** What has to be typed. */
  name: string;
  action: string;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks for a name before what has it is gone for good. */
export function TypedConfirm({ isOpen, title, onClose, ...fields }: TypedConfirmProps) {
  const frame = useTranslations("frame");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": frame("close") }}
      transitionProps={{ duration: 0 }}
    >
      <Fields onClose={onClose} {...fields} />
    </Modal>
  );
}

function Fields(props: Omit<TypedConfirmProps, "isOpen" | "title">) {
  const { children, name, action, isPending, error, onConfirm, onClose } = props;
  const t = useTranslations("confirm");
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text>{children}</Text>
        <TextInput
          label={t("type", { name })}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {error && <Problem error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" className="danger" loading={isPending} disabled={typed.trim() !== name.trim()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
