import { defineCommand } from "citty";
import { systemClock } from "../server/base/clock.ts";
import { readSettings } from "../server/config/read-settings.ts";
import { createAppKey } from "../server/people/app-key-store.ts";
import { migrate } from "../server/storage/migrate.ts";
import { orFail } from "./fail.ts";
import { withDatabase } from "./open-database.ts";

const create = defineCommand({
  meta: { name: "create", description: "Make an app key; it is shown once and is the last word printed" },
  args: {
    email: { type: "string", required: true, description: "Whose key it is: calls run as this person" },
    name: { type: "string", required: true, description: "What the key is for" },
  },
  run: ({ args }) =>
    orFail(async () => {
      const { key } = await withDatabase(readSettings(process.env), async (database) => {
        await migrate(database, systemClock.now());
        return createAppKey(database, { email: args.email, name: args.name }, systemClock.now());
      });
      console.log(`App key "${args.name}" of ${args.email}, shown only now: ${key}`);
    }),
});

/** `tocsin app-key create`: works while the hub runs. */
export const appKey = defineCommand({
  meta: { name: "app-key", description: "Credentials for the API" },
  subCommands: { create },
});
