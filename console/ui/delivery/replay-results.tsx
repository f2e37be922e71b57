import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { replays } from "../../api/delivery-queries.ts";
import { Problem } from "../problem.tsx";
import { BecauseWords } from "./because-words.tsx";
import type { Delivery } from "./delivery-row.tsx";
import { Outcome, VerdictCounts } from "./outcome-words.tsx";

type Replayed = { delivery_id: string; replay_id: string; because: string };

/** The reasons for which the hub leaves one out, by their first words. */
const REFUSALS = [
  ["there is no such delivery", "because_gone"],
  ["its integration was deleted", "because_integration"],
  ["its raw request is past", "because_retention"],
  ["its body was cut", "because_cut"],
] as const;

type ReplayResultsProps = { integrationId: number; items: readonly Replayed[]; onClose: () => void };

/** What became of each replay, as soon as it is processed. */
export function ReplayResults({ integrationId, items, onClose }: ReplayResultsProps) {
  const t = useTranslations("replay");
  const ids = items.flatMap(({ replay_id }) => (replay_id === "" ? [] : [replay_id]));
  const { data, error, refetch } = useQuery(replays(integrationId, ids));
  const became = new Map(data?.map((one) => [one.delivery_id, one]));
  return (
    <>
      {error && <Problem error={error} onRetry={refetch} />}
      <ul className="delivery-replays">
        {items.map((item) => (
          <li key={item.delivery_id}>
            {item.replay_id === "" ? (
              <Refused because={item.because} />
            ) : (
              <Became
                integrationId={integrationId}
                id={item.replay_id}
                found={became.get(item.replay_id)}
                onOpen={onClose}
              />
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t("close")}</Button>
      </Group>
    </>
  );
}

function Refused({ because }: { because: string }) {
  const t = useTranslations("replay");
  const known = REFUSALS.find(([words]) => because.startsWith(words));
  return <Text size="sm">{t("refused", { because: known ? t(known[1]) : because })}</Text>;
}

type BecameProps = { integrationId: number; id: string; found: Delivery | undefined; onOpen: () => void };

function Became({ integrationId, id, found, onOpen }: BecameProps) {
  const t = useTranslations("replay");
  return (
    <Group gap="xs">
      <Link
        className="delivery-link"
        to="/integration/detail/$integrationId"
        params={{ integrationId: String(integrationId) }}
        search={{ tab: "deliveries", delivery: id }}
        resetScroll={false}
        onClick={onOpen}
      >
        {t("open")}
      </Link>
      {found ? (
        <>
          <Outcome outcome={found.outcome} />
          <Text size="sm">
            <VerdictCounts counts={found.verdict_counts} />
          </Text>
          <BecauseWords because={found.because} code={found.code} />
        </>
      ) : (
        <Text size="sm" role="status">
          {t("waiting")}
        </Text>
      )}
    </Group>
  );
}
