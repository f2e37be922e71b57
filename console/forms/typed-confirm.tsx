import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "./form.tsx";

type TypedConfirmProps = {
  title: string;
  /** What will be gone, and what stays. */
  children: ReactNode;
  /** What has to be typed. */
  name: string;
  action: string;
  /** The call it makes, as `useMutation` gives it. */
  deed: { mutate(): void; isPending: boolean; error: Error | null };
  onClose: () => void;
};

/** Asks for a name before what has it is gone for good. */
export function TypedConfirm({ title, children, name, action, deed, onClose }: TypedConfirmProps) {
  const t = useTranslations("confirm");
  const [typed, setTyped] = useState("");
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        change={deed}
        fields={[]}
        submitLabel={action}
        isDanger
        isReady={typed.trim() === name.trim()}
        onCancel={onClose}
      >
        {() => (
          <>
            <div>{children}</div>
            <TextInput
              label={t("type", { name })}
              data-autofocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
      </Form>
    </Dialog>
  );
}
