import { Button, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { integrationTest } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { useMay } from "../api/permissions.ts";
import { integration } from "../integrations/integration-queries.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Problem } from "../ui/problem.tsx";

type NoDeliveriesProps = { integrationId: number; isNarrowed: boolean; mayEdit: boolean };

/** Why the list is empty, and the next step. */
export function NoDeliveries({ integrationId, isNarrowed, mayEdit }: NoDeliveriesProps) {
  const t = useTranslations("deliveries");
  // Without the permission the key in the URL is masked, and of no use to give to anybody.
  const mayCopy = useMay("Integrations/Manage");
  const { data } = useQuery(integration(integrationId));
  if (isNarrowed) return <EmptyState title={t("noneTitle")} lead={t("noneLead")} />;
  return (
    <EmptyState title={t("emptyTitle")} lead={t(mayEdit ? "emptyLead" : "emptyRead")}>
      <Stack align="center">
        {data && mayCopy && (
          <>
            <output className="push-url">{data.push_url}</output>
            <CopyButton text={data.push_url} label={t("copyUrl")} variant="default" />
          </>
        )}
        {mayEdit && <SendTest integrationId={integrationId} />}
      </Stack>
    </EmptyState>
  );
}

function SendTest({ integrationId }: { integrationId: number }) {
  const t = useTranslations("deliveries");
  const queries = useQueryClient();
  const navigate = useNavigate({ from: "/integration/detail/$integrationId" });
  const test = useMutation({
    mutationFn: () => call(integrationTest, { integration_id: integrationId }),
    onSuccess: async ({ delivery_id }) => {
      await queries.invalidateQueries({ queryKey: ["delivery"] });
      await navigate({ search: (before) => ({ ...before, delivery: delivery_id }), resetScroll: false });
    },
  });
  return (
    <>
      {test.error && <Problem error={test.error} />}
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        {t("sendTest")}
      </Button>
    </>
  );
}
