/** The tables that a backup does not hold, each with its reason. Every other table is in it, whenever it was added. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  change: "tells live streams what changed in the last minutes, by transaction ids that mean nothing on another server",
  change_log: "the epoch of those transaction ids; a hub begins a new one when there is none",
  node: "names hubs that run; none runs on a database that was just restored",
  schema_migration: "restoring applies the migrations, and notes them here, before it brings the rows",
};
