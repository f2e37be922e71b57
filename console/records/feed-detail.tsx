import "./timeline.css";
import { Text } from "@mantine/core";
import { useTranslations } from "use-intl";
import { type Saying, said } from "../../contract/saying.ts";
import { Reasons } from "../deliveries/verdict-words.tsx";
import { Markdown } from "../ui/markdown.tsx";
import type { FeedItem } from "./feed.ts";
import { PushLink } from "./push-link.tsx";

/** What a row of a timeline has beyond its sentence: a comment, a reason, the push behind it and the rule that led here. */
export function FeedDetail({ row: { type, detail }, integrationId }: { row: FeedItem; integrationId: number }) {
  const t = useTranslations("timeline");
  const comment = textOf(detail.comment);
  const reason = textOf(detail.reason);
  const deliveryId = textOf(detail.delivery_id);
  return (
    <>
      {type === "i_comm" && comment && (
        <div className="comment">
          <Markdown text={comment} topLevel={3} />
        </div>
      )}
      {reason && <Text size="sm">{t("reason", { reason })}</Text>}
      <Reasons integrationId={integrationId} said={readSaid(detail.said)} />
      {deliveryId && <PushLink integrationId={integrationId} deliveryId={deliveryId} />}
    </>
  );
}

/** A timeline keeps what was said when it happened: what has no such thing says nothing. */
function readSaid(value: unknown): readonly Saying[] {
  const read = said.safeParse(value);
  return read.success ? read.data : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
