import type { Saying } from "../../contract/saying.ts";
import { columns } from "../storage/columns.ts";
import type { Queryable } from "../storage/database.ts";
import { statement } from "../storage/statement.ts";

/** A push that was refused, with enough of it to see why. */
export type Rejection = {
  deliveryId: string;
  integrationId: number;
  receivedAt: number;
  requestId: string;
  code: string;
  message: string;
  said: readonly Saying[];
  method: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  /** The body, cut at 64 KiB, as `\x` hex; its full size in `bodyBytes`. Null when it was refused before it was read whole. */
  body: string | null;
  bodyBytes: number;
};

const KEPT_PER_INTEGRATION = 50;

const rejectionColumns = columns({
  deliveryId: "text",
  integrationId: "bigint",
  receivedAt: "bigint",
  requestId: "text",
  code: "text",
  message: "text",
  said: "json",
  method: "text",
  query: "json",
  headers: "json",
  body: "bytea",
  bodyBytes: "integer",
});

const insert = statement(
  "rejected-push.insert",
  `insert into rejected_push (${rejectionColumns.names})
   select ${rejectionColumns.values("x")} from json_to_recordset($1) as x(${rejectionColumns.record})`,
);

const trim = statement(
  "rejected-push.trim",
  `delete from rejected_push r
    where r.integration_id = any($1)
      and r.delivery_id < (select delivery_id from rejected_push k where k.integration_id = r.integration_id
                            order by delivery_id desc offset ${KEPT_PER_INTEGRATION - 1} limit 1)`,
);

/** Keeps refused pushes, the last 50 of each integration. */
export async function insertRejections(db: Queryable, rejections: readonly Rejection[]): Promise<void> {
  await db.rows(insert, [JSON.stringify(rejections)]);
  await db.rows(trim, [[...new Set(rejections.map((rejection) => rejection.integrationId))]]);
}
