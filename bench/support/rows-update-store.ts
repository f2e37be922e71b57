import { INCIDENT_COLUMNS } from "../../server/incidents/incident.ts";
import { columns } from "../../server/storage/columns.ts";
import type { Queryable } from "../../server/storage/database.ts";
import { statement } from "../../server/storage/statement.ts";
import type { Touched } from "./rows-mix.ts";
import type { OpenAlert, Row } from "./rows-of-push.ts";
import type { Way } from "./rows-variants.ts";

/** The columns of alerts. */
export const alertColumns = columns({
  alertId: "text",
  integrationId: "bigint",
  channelId: "bigint",
  incidentId: "text",
  alertKey: "text",
  title: "text",
  titleRule: "text",
  description: "text",
  severity: "text",
  status: "text",
  progress: "text",
  labels: "json",
  images: "json",
  everMuted: "boolean",
  startTime: "bigint",
  lastTime: "bigint",
  endTime: "bigint",
  closeTime: "bigint",
  openedAt: "bigint",
  lastReceivedAt: "bigint",
  openedSourceTimeMs: "bigint",
  latestSourceTimeMs: "bigint",
  eventCnt: "integer",
  createdAt: "bigint",
  updatedAt: "bigint",
});
/** The columns of incidents. */
export const incidentColumns = columns(INCIDENT_COLUMNS);

const wholeAlerts = statement(
  "bench.rows-alert-update",
  `update alert a set ${alertColumns.assignments("x", "alertId", "integrationId", "channelId", "alertKey", "openedAt", "openedSourceTimeMs", "createdAt")}
     from json_to_recordset($1) as x(${alertColumns.record}) where a.alert_id = x."alertId"`,
);
const wholeIncidents = statement(
  "bench.rows-incident-update",
  `update incident i set ${incidentColumns.assignments("x", "incidentId", "channelId", "createdAt")}
     from json_to_recordset($1) as x(${incidentColumns.record}) where i.incident_id = x."incidentId"`,
);

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** An update of some columns from an array each, the first of them the id. */
function moved(table: "alert" | "incident", name: string, types: Record<string, string>) {
  const [id = "", ...keys] = Object.keys(types);
  const sets = keys.map((key) => `${snake(key)} = x.${snake(key)}${types[key] === "json" ? "::json" : ""}`);
  const arrays = Object.values(types).map((type, at) => `$${at + 1}::${type === "json" ? "text" : type}[]`);
  const text = `update ${table} t set ${sets.join(", ")} from unnest(${arrays.join(", ")}) x(${Object.keys(types).map(snake).join(", ")})
    where t.${snake(id)} = x.${snake(id)}`;
  return { ...statement(`bench.rows-${table}-${name}`, text), keys: [id, ...keys], types };
}
const TIMES = { lastTime: "bigint", updatedAt: "bigint" };
const HEARD = { ...TIMES, lastReceivedAt: "bigint" };
const FIRING = { latestSourceTimeMs: "bigint" };
const SHOWN = {
  title: "text",
  titleRule: "text",
  description: "text",
  severity: "text",
  status: "text",
  labels: "json",
};
const CLOSED = { status: "text", progress: "text", endTime: "bigint", closeTime: "bigint" };
const narrow = {
  alert: {
    refreshed: moved("alert", "refreshed", { alertId: "text", ...HEARD, ...FIRING }),
    updated: moved("alert", "updated", {
      alertId: "text",
      ...HEARD,
      ...FIRING,
      ...SHOWN,
      images: "json",
      eventCnt: "integer",
    }),
    recovered: moved("alert", "recovered", {
      ...{ alertId: "text", ...HEARD, ...CLOSED },
      ...{ labels: "json", eventCnt: "integer" },
    }),
  },
  incident: {
    refreshed: moved("incident", "refreshed", { incidentId: "text", ...TIMES }),
    updated: moved("incident", "updated", {
      ...{ incidentId: "text", ...TIMES, severity: "text", status: "text" },
      alertEventCnt: "integer",
    }),
    recovered: moved("incident", "recovered", {
      ...{ incidentId: "text", ...TIMES, ...CLOSED, closerId: "bigint" },
      ...{ activeAlertCnt: "integer", alertEventCnt: "integer", firingCriticalCnt: "integer" },
    }),
  },
};

/** Writes alerts or incidents that changed, whole or by what moved. */
export async function updateRows(
  tx: Queryable,
  table: "alert" | "incident",
  changed: readonly Touched[],
  way: Way,
): Promise<void> {
  const rowOf = ({ alert }: Touched): Row => (table === "alert" ? alert.row : incidentRow(alert, way));
  const isNarrow = ({ did }: Touched) => way.narrow === "all" || (way.narrow === "refreshes" && did === "refreshed");
  const whole = changed.filter((each) => !isNarrow(each)).map(rowOf);
  if (whole.length > 0) await tx.rows(table === "alert" ? wholeAlerts : wholeIncidents, [JSON.stringify(whole)]);
  for (const did of ["refreshed", "updated", "recovered"] as const) {
    const rows = changed.filter((each) => isNarrow(each) && each.did === did).map(rowOf);
    if (rows.length === 0) continue;
    const { keys, types, ...into } = narrow[table][did];
    const cellOf = (row: Row, key: string) => (types[key] === "json" ? JSON.stringify(row[key]) : row[key]);
    await tx.rows(
      into,
      keys.map((key) => rows.map((row) => cellOf(row, key))),
    );
  }
}

/** An incident as it is written. */
export function incidentRow({ incident }: OpenAlert, { bareIncidents }: Way): Row {
  return bareIncidents ? { ...incident, description: "" } : incident;
}
