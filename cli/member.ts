import { defineCommand } from "citty";
import { systemClock } from "../server/base/clock.ts";
import { readSettings } from "../server/config/read-settings.ts";
import { resetPassword } from "../server/people/member-store.ts";
import { migrate } from "../server/storage/migrate.ts";
import { orFail } from "./fail.ts";
import { withDatabase } from "./open-database.ts";
import { readSecret } from "./read-secret.ts";

const resetPasswordCommand = defineCommand({
  meta: { name: "reset-password", description: "Set a person's password from standard input and end their sessions" },
  args: { email: { type: "string", required: true, description: "Whose password it is" } },
  run: ({ args }) =>
    orFail(async () => {
      const password = await readSecret(`New password of ${args.email}: `);
      await withDatabase(readSettings(process.env), async (database) => {
        await migrate(database, systemClock.now());
        await resetPassword(database, args.email, password, systemClock.now());
      });
      console.log(`${args.email} has the new password and is signed out everywhere`);
    }),
});

/** `tocsin member reset-password`: works while the hub runs, and for the owner too. */
export const member = defineCommand({
  meta: { name: "member", description: "People of the account" },
  subCommands: { "reset-password": resetPasswordCommand },
});
