import { defineCommand } from "citty";
import { systemClock } from "../server/base/clock.ts";
import { readSettings, type Settings } from "../server/config/read-settings.ts";
import { ensureAccount } from "../server/people/account-store.ts";
import { createSetUpLink } from "../server/people/set-up.ts";
import { migrate } from "../server/storage/migrate.ts";
import { orFail } from "./fail.ts";
import { withDatabase } from "./open-database.ts";

/** `tocsin set-up-link`: works while the hub runs, as long as it has no owner. */
export const setUpLink = defineCommand({
  meta: { name: "set-up-link", description: "Make another link with which the owner is made; it works for 60 minutes" },
  run: () =>
    orFail(async () => {
      const settings = readSettings(process.env);
      const link = await withDatabase(settings, async (database) => {
        const nowMs = systemClock.now();
        await migrate(database, nowMs);
        await ensureAccount(database, nowMs);
        return createSetUpLink(database, addressOf(settings), nowMs);
      });
      console.log(link ?? "This hub has its owner already. `tocsin member reset-password` sets a forgotten password.");
    }),
});

/** Where people reach the hub, or else where it listens on this machine. */
function addressOf({ publicUrl, host, port }: Settings): string {
  return publicUrl ?? `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
}
