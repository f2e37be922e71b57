import { defineCommand } from "citty";
import { readSettings } from "../server/config/read-settings.ts";
import { runHub } from "../server/main.ts";
import { orFail } from "./fail.ts";

/** `tocsin serve`: runs the hub until SIGINT or SIGTERM. */
export const serve = defineCommand({
  meta: { name: "serve", description: "Run the hub" },
  run: () => orFail(() => runHub(readSettings(process.env))),
});
