import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Saying } from "../../contract/saying.ts";
import { Problem } from "../ui/problem.tsx";
import { useSaying } from "../ui/use-saying.ts";
import { BecauseWords } from "./because-words.tsx";
import { replays } from "./delivery-queries.ts";
import type { Delivery } from "./delivery-row.tsx";
import { Outcome, VerdictCounts } from "./outcome-words.tsx";

type Replayed = { delivery_id: string; replay_id: string; because: string; said: Saying[] };

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
              <Refused {...item} />
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

function Refused({ said }: Replayed) {
  const t = useTranslations("replay");
  const say = useSaying();
  return <Text size="sm">{t("refused", { because: said.map(say).join("; ") })}</Text>;
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
          <BecauseWords {...found} />
        </>
      ) : (
        <Text size="sm" role="status">
          {t("waiting")}
        </Text>
      )}
    </Group>
  );
}
