import { Alert, Button } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle, IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { integrationTest } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { Problem } from "../ui/problem.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { Integration } from "./integration-queries.ts";

type Outcome = z.output<typeof integrationTest.output>;

/** Sends the source's own test event, and says what became of it. */
export function useTestEvent({ integration_id: integrationId }: Pick<Integration, "integration_id">) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(integrationTest, { integration_id: integrationId }),
    onSuccess: () => queries.invalidateQueries(),
  });
}

type TestEventProps = { test: ReturnType<typeof useTestEvent>; isDisabled: boolean };

/** The button that sends a test event. */
export function TestEventButton({ test, isDisabled }: TestEventProps) {
  const t = useTranslations("testEvent");
  return (
    <Button
      variant="default"
      leftSection={<IconSend size={16} aria-hidden />}
      loading={test.isPending}
      disabled={isDisabled}
      onClick={() => test.mutate()}
    >
      {t("send")}
    </Button>
  );
}

/** What became of the test event that was sent last. */
export function TestEventOutcome({ test }: Pick<TestEventProps, "test">) {
  const t = useTranslations("testEvent");
  if (test.error) return <Problem error={test.error} />;
  if (!test.data) return null;
  const said = outcomeOf(test.data);
  const isGood = said === "opened" || said === "recovered";
  const [alertId] = test.data.verdicts.events.flatMap(({ alert_id }) => alert_id ?? []);
  return (
    <Alert
      role="status"
      variant="outline"
      mb="md"
      icon={isGood ? <IconCircleCheck aria-hidden /> : <IconInfoCircle aria-hidden />}
      title={t(said)}
      withCloseButton
      closeButtonLabel={t("dismiss")}
      onClose={test.reset}
      styles={{
        root: { borderColor: isGood ? "var(--look-ok)" : "var(--look-line)", background: "var(--mantine-color-body)" },
        icon: { color: isGood ? "var(--look-ok)" : "var(--mantine-color-dimmed)" },
        title: { color: isGood ? "var(--look-ok)" : "var(--mantine-color-text)" },
        message: { color: "var(--mantine-color-text)" },
      }}
    >
      {t(`${said}Lead`)}{" "}
      {alertId && (
        <TextLink to="/alert/detail/$alertId" params={{ alertId }} inherit underline="always">
          {t("toAlert")}
        </TextLink>
      )}
    </Alert>
  );
}

/** The one thing to say of all verdicts: what it did, else why it did nothing. */
function outcomeOf({ outcome, verdicts: { counts } }: Outcome) {
  if (outcome === "pending") return "pending";
  if (counts.opened) return "opened";
  if (counts.recovered) return "recovered";
  if (counts.channel_disabled) return "channelDisabled";
  if (counts.unrouted) return "unrouted";
  return outcome === "failed" || counts.failed ? "failed" : "nothing";
}
