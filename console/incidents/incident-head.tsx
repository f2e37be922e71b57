import { Button, Group, Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useMay } from "../api/permissions.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Severity } from "../ui/severity.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";
import type { IncidentItem } from "./incident-queries.ts";
import { Progress } from "./progress.tsx";
import type { Commands } from "./use-commands.ts";

type IncidentHeadProps = {
  incident: IncidentItem;
  /** Whether who looks holds it. */
  isMine: boolean;
  commands: Commands;
};

/** What an incident is, and what can be done with it. */
export function IncidentHead({ incident, isMine, commands }: IncidentHeadProps) {
  const t = useTranslations("incident");
  const mayAct = useMay("Incidents/Manage");
  const back = (
    <TextLink to="/incident" size="sm">
      {t("back")}
    </TextLink>
  );
  return (
    <>
      <PageHead title={incident.title} back={back}>
        {mayAct && <Actions incident={incident} isMine={isMine} commands={commands} />}
      </PageHead>
      <Group gap="md" mt="calc(-1 * var(--mantine-spacing-sm))" mb="md">
        <Severity severity={incident.incident_severity} />
        <Progress progress={incident.progress} />
        <Text size="sm">
          {t("number")} <strong>{incident.num}</strong>
        </Text>
        <CopyButton text={incident.incident_id} label={t("copyId")} variant="default" size="compact-xs" />
        <Text size="sm" role="status" ml="auto">
          {commands.notice}
        </Text>
      </Group>
    </>
  );
}

function Actions({ incident: { incident_id, progress }, isMine, commands: { run, ask, isBusy } }: IncidentHeadProps) {
  const t = useTranslations("incident");
  const ids = [incident_id];
  const isOpen = progress !== "Closed";
  const acknowledge = () => run(ids, { name: "ack" });
  useShortcut("a", () => isOpen && !isMine && acknowledge());
  useShortcut("r", () => isOpen && ask(ids, "resolve"));
  return (
    <Group gap={8} role="group" aria-label={t("actions")}>
      {isOpen && !isMine && (
        <Button loading={isBusy} onClick={acknowledge}>
          {t("do_ack")}
        </Button>
      )}
      {isOpen && isMine && (
        <Button variant="default" loading={isBusy} onClick={() => run(ids, { name: "unack" })}>
          {t("do_unack")}
        </Button>
      )}
      {isOpen ? (
        <Button variant={isMine ? "filled" : "default"} onClick={() => ask(ids, "resolve")}>
          {t("do_resolve")}
        </Button>
      ) : (
        <Button variant="default" onClick={() => ask(ids, "reopen")}>
          {t("do_reopen")}
        </Button>
      )}
      <Button variant="default" onClick={() => ask(ids, "comment")}>
        {t("do_comment")}
      </Button>
    </Group>
  );
}
