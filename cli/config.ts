import { defineCommand } from "citty";
import { findDataDir } from "../server/config/data-dir.ts";
import { readSettings } from "../server/config/read-settings.ts";
import { SETTINGS } from "../server/config/settings.ts";
import { orFail } from "./fail.ts";

/** `tocsin config`: every setting as the hub would see it, secrets masked. */
export const config = defineCommand({
  meta: { name: "config", description: "Check the settings and show what the hub would run with" },
  run: () =>
    orFail(async () => {
      const settings: Record<string, unknown> = readSettings(process.env);
      const shown = {
        ...settings,
        dataDir: settings.databaseUrl ? "(not used)" : findDataDir(process.env.TOCSIN_DATA_DIR),
      };
      for (const [key, { env, secret }] of Object.entries(SETTINGS)) {
        const value = Object.entries(shown).find(([name]) => name === key)?.[1];
        const text = value === undefined ? "(not set)" : secret ? "(set)" : String(value);
        console.log(`${env.padEnd(30)} ${text}`);
      }
    }),
});
