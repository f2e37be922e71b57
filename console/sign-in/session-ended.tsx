import { Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { SignInFields } from "./sign-in-fields.tsx";

type SessionEndedProps = { me: { member_id: number; email: string } };

/** Above every other dialog: what somebody was writing in one stays there until they are back. */
const ABOVE_DIALOGS = 1_000;

/** Says that the session has ended and takes a new one, over the page as it stands. */
export function SessionEnded({ me }: SessionEndedProps) {
  const t = useTranslations("signIn");
  const queries = useQueryClient();
  // What was read is somebody else's as soon as somebody else signs in.
  const goOn = (memberId: number) => (memberId === me.member_id ? queries.invalidateQueries() : queries.resetQueries());
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("endedTitle")}
      zIndex={ABOVE_DIALOGS}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Text c="dimmed">{t("endedLead")}</Text>
        <SignInFields email={me.email} onSignedIn={goOn} />
      </Stack>
    </Modal>
  );
}
