import { defineCommand } from "citty";
import { systemClock } from "../server/base/clock.ts";
import { readSettings } from "../server/config/read-settings.ts";
import { migrate } from "../server/storage/migrate.ts";
import { orFail } from "./fail.ts";
import { withDatabase } from "./open-database.ts";

/** `tocsin migrate`: brings the database up to this version, as `serve` does when it starts. */
export const migrateCommand = defineCommand({
  meta: { name: "migrate", description: "Apply the migrations the database has not seen" },
  run: () =>
    orFail(async () => {
      const applied = await withDatabase(readSettings(process.env), (database) => migrate(database, systemClock.now()));
      console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
    }),
});
