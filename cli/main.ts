#!/usr/bin/env -S node --enable-source-maps --max-semi-space-size=32 --min-semi-space-size=16
import { defineCommand, runMain } from "citty";
import { packageVersion } from "../server/base/package-root.ts";

const main = defineCommand({
  meta: {
    name: "tocsin",
    version: packageVersion,
    description: "On-call alert hub. Settings: `tocsin config`, docs/reference/settings.md",
  },
  subCommands: {
    serve: () => import("./serve.ts").then((module) => module.serve),
    migrate: () => import("./migrate.ts").then((module) => module.migrateCommand),
    "app-key": () => import("./app-key.ts").then((module) => module.appKey),
    "set-up-link": () => import("./set-up-link.ts").then((module) => module.setUpLink),
    member: () => import("./member.ts").then((module) => module.member),
    backup: () => import("./backup.ts").then((module) => module.backup),
    restore: () => import("./restore.ts").then((module) => module.restore),
    config: () => import("./config.ts").then((module) => module.config),
    demo: () => import("./demo.ts").then((module) => module.demo),
    simulate: () => import("./simulate.ts").then((module) => module.simulate),
  },
});

await runMain(main);
