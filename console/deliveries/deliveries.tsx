import { INPUT_LIMITS } from "../../contract/limits.ts";
import "./delivery.css";
import { Button, Group, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ui/problem.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryPanel } from "./delivery-panel.tsx";
import { deliveries } from "./delivery-queries.ts";
import { type Delivery, DeliveryRow } from "./delivery-row.tsx";
import { HOURS } from "./delivery-search.ts";
import { NoDeliveries } from "./no-deliveries.tsx";
import { PendingLine } from "./pending-line.tsx";
import { ReplayBar } from "./replay-bar.tsx";

const ROUTE = "/integration/detail/$integrationId";

/** Everything that came to an integration, and what became of it. */
export function Deliveries({ integrationId, mayEdit }: { integrationId: number; mayEdit: boolean }) {
  const t = useTranslations("deliveries");
  const list = useTranslations("list");
  const { outcome, since, query = "", after = "", delivery: openId } = useSearch({ from: ROUTE });
  const [selected, setSelected] = useState<readonly string[]>([]);
  const filter = { outcome: outcome ?? null, hours: since ? HOURS[since] : null, query, after };
  const { data, error, refetch } = useQuery(deliveries(integrationId, filter));
  const isNarrowed = Boolean(outcome || since || query || after);
  if (error && !data) return <Problem error={error} onRetry={refetch} />;
  if (!data) return <Loader aria-label={list("loading")} />;
  const waiting = !after && (!outcome || outcome === "pending") && !query ? data.pending.items : [];
  const rows = [...waiting, ...data.items];
  const toggle = (id: string) =>
    setSelected(
      selected.includes(id)
        ? selected.filter((one) => one !== id)
        : [...selected, id].slice(0, INPUT_LIMITS.replayedMax),
    );
  const isSelectable = ({ outcome: became }: Delivery) => mayEdit && became !== "pending";
  const selectable = rows.filter(isSelectable).map(({ delivery_id }) => delivery_id);
  return (
    <>
      <DeliveryFilters />
      {error && <Problem error={error} onRetry={refetch} />}
      <PendingLine pending={data.pending} />
      {mayEdit && rows.length > 0 && (
        <ReplayBar integrationId={integrationId} selectable={selectable} selected={selected} onSelect={setSelected} />
      )}
      {rows.length === 0 && <NoDeliveries {...{ integrationId, mayEdit }} isNarrowed={isNarrowed} />}
      {rows.length > 0 && (
        <ul className="delivery-rows panel" aria-label={t("list")}>
          {rows.map((one) => (
            <DeliveryRow
              key={one.delivery_id}
              delivery={one}
              isOpen={one.delivery_id === openId}
              isSelected={isSelectable(one) ? selected.includes(one.delivery_id) : null}
              onSelect={() => toggle(one.delivery_id)}
            />
          ))}
        </ul>
      )}
      <Turning after={after} next={data.has_next_page ? data.search_after_ctx : ""} isBare={data.items.length === 0} />
      <DeliveryPanel integrationId={integrationId} mayReplay={mayEdit} />
    </>
  );
}

/** The ledger is read backwards; a search that found nothing in a stretch of it goes on with the next. */
function Turning({ after, next, isBare }: { after: string; next: string; isBare: boolean }) {
  const t = useTranslations("deliveries");
  const navigate = useNavigate({ from: ROUTE });
  const turn = (to: string | undefined) => navigate({ search: (before) => ({ ...before, after: to }) });
  if (!after && !next) return null;
  return (
    <Group justify="center" mt="lg">
      <Button variant="default" disabled={!after} onClick={() => turn(undefined)}>
        {t("newest")}
      </Button>
      <Button variant="default" disabled={!next} onClick={() => turn(next)}>
        {t(isBare ? "further" : "older")}
      </Button>
    </Group>
  );
}
