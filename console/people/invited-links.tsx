import { Button, Group, Stack, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "use-intl";
import { CopyButton } from "../ui/copy-button.tsx";
import { CopyField } from "../ui/copy-field.tsx";
import { TO_THE_MINUTE } from "../ui/time-formats.ts";

/** Somebody invited, with the link to hand over. */
export type Invited = { member_id: number; email: string; invite_url: string; expires_at: number };

/** The links of who was just invited: the hub sends no mail, and shows them only now. */
export function InvitedLinks({ invited, onClose }: { invited: readonly Invited[]; onClose: () => void }) {
  const t = useTranslations("members");
  const form = useTranslations("form");
  const format = useFormatter();
  const until = new Date((invited[0]?.expires_at ?? 0) * 1000);
  const all = invited.map(({ email, invite_url }) => `${email}\n${invite_url}`).join("\n\n");
  return (
    <Stack gap="md">
      <Text>{t("linksLead", { until: format.dateTime(until, TO_THE_MINUTE) })}</Text>
      {invited.map(({ member_id, email, invite_url }) => (
        <div key={member_id}>
          <Text fw={600} size="sm" mb={4}>
            {email}
          </Text>
          <CopyField label={t("linkOf", { email })} copyLabel={t("copyLinkOf", { email })} value={invite_url} />
        </div>
      ))}
      <Group justify="flex-end">
        {invited.length > 1 && <CopyButton variant="default" text={all} label={t("copyAll")} />}
        <Button onClick={onClose}>{form("done")}</Button>
      </Group>
    </Stack>
  );
}
