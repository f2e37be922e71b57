import { Badge, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import type { deliveryItem } from "../../contract/operations/delivery.ts";
import { Moment } from "../ui/moment.tsx";
import { BecauseWords } from "./because-words.tsx";
import { Outcome, VerdictCounts } from "./outcome-words.tsx";
import { useSize, useWhen } from "./use-when.ts";

/** A push as the list has it. */
export type Delivery = z.output<typeof deliveryItem>;

type DeliveryRowProps = {
  delivery: Delivery;
  isOpen: boolean;
  /** Null where it cannot be selected. */
  isSelected: boolean | null;
  onSelect: () => void;
};

/** A push as a line: when it came, what became of it, how large it was. */
export function DeliveryRow({ delivery, isOpen, isSelected, onSelect }: DeliveryRowProps) {
  const t = useTranslations("deliveries");
  const say = useWhen();
  const size = useSize();
  const when = say(delivery.received_at);
  return (
    <li className="delivery-row" data-open={isOpen || undefined}>
      {isSelected === null ? (
        <span />
      ) : (
        <Checkbox size="xs" aria-label={t("select", { when })} checked={isSelected} onChange={onSelect} />
      )}
      <Link
        className="delivery-open"
        from="/integration/detail/$integrationId"
        to="/integration/detail/$integrationId"
        params={{ integrationId: String(delivery.integration_id) }}
        search={(before) => ({ ...before, delivery: delivery.delivery_id })}
        resetScroll={false}
        aria-label={t("open", { when })}
        aria-current={isOpen || undefined}
      >
        <span className="delivery-when">{when}</span>
        <small>
          <Moment seconds={delivery.received_at / 1000} />
        </small>
      </Link>
      <Outcome outcome={delivery.outcome} />
      <span className="delivery-became">
        {delivery.event_cnt > 0 && <VerdictCounts counts={delivery.verdict_counts} />}
        <BecauseWords {...delivery} />
      </span>
      <span className="delivery-marks">
        {delivery.is_test && (
          <Badge variant="default" tt="none">
            {t("test")}
          </Badge>
        )}
        {delivery.replay_of !== "" && (
          <Badge variant="default" tt="none">
            {t("replayed")}
          </Badge>
        )}
        <small>{size(delivery.length_bytes)}</small>
      </span>
    </li>
  );
}
