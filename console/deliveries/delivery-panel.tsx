import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Problem } from "../ui/problem.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { DeliveryEvents } from "./delivery-events.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { delivery } from "./delivery-queries.ts";
import { DeliveryRequest } from "./delivery-request.tsx";
import { PanelActions } from "./panel-actions.tsx";
import { RejectedEvents } from "./rejected-events.tsx";
import { useWhen } from "./use-when.ts";

const ROUTE = "/integration/detail/$integrationId";
/** The first eight digits of an id are Unix seconds. */
const SECONDS_DIGITS = 8;

/** One delivery beside the list: what came, and what became of each of its events. */
export function DeliveryPanel({ integrationId, mayReplay }: { integrationId: number; mayReplay: boolean }) {
  const t = useTranslations("delivery");
  const say = useWhen();
  const { delivery: openId = "" } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: ROUTE });
  const close = () => navigate({ search: (before) => ({ ...before, delivery: undefined }), resetScroll: false });
  const cameMs = Number.parseInt(openId.slice(0, SECONDS_DIGITS), 16) * 1000;
  return (
    <SidePanel
      isOpen={openId !== ""}
      onClose={close}
      size="min(52rem, 100vw)"
      title={openId && t("title", { when: say(cameMs) })}
    >
      {openId !== "" && <OneDelivery key={openId} deliveryId={openId} {...{ integrationId, mayReplay }} />}
    </SidePanel>
  );
}

type OneDeliveryProps = { integrationId: number; deliveryId: string; mayReplay: boolean };

function OneDelivery({ integrationId, deliveryId, mayReplay }: OneDeliveryProps) {
  const t = useTranslations("delivery");
  const list = useTranslations("list");
  const { data, error, refetch } = useQuery(delivery(deliveryId));
  if (error instanceof ApiError && error.code === "ResourceNotFound") {
    return <EmptyState title={t("goneTitle")} lead={t("goneLead")} />;
  }
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return <Loader aria-label={list("loading")} />;
  return (
    <div className="delivery-panel">
      <PanelActions integrationId={integrationId} detail={data} mayReplay={mayReplay} />
      <DeliveryFacts detail={data} />
      <DeliveryEvents detail={data} />
      <RejectedEvents rejects={data.verdicts.rejects} />
      <DeliveryRequest detail={data} />
    </div>
  );
}
