import { describe, expect, test } from "vitest";
import { CONSOLE_ROUTES } from "../../contract/console-routes.ts";
import { ERROR_CODES, type ErrorCode } from "../../contract/errors.ts";
import { LIVE_PATH } from "../../contract/live-stream.ts";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { indexPaths } from "./own-paths.ts";
import { SOURCES } from "./registry.ts";
import type { Source } from "./source.ts";

/** What the listener answers, were it not asked for pushes first. */
const TAKEN = [
  ...OPERATIONS.map(({ path }) => path),
  ...CONSOLE_ROUTES.map((path) => path.replace(":id", "1")),
  ...[LIVE_PATH, "/metrics", "/healthz", "/readyz", "/assets/index.js"],
];

/** What `accept` may refuse a push with. */
const REFUSALS = [
  ...(["InvalidParameter", "BadRequest", "InvalidContentType", "EntityTooLarge"] as const),
  ...(["RequestTooFrequently", "ServiceUnavailable"] as const),
] satisfies readonly ErrorCode[];

describe.each(SOURCES.map((source) => [source.id, source] as const))("%s", (_id, source) => {
  test("takes the key in the query, for the page of an integration shows such a URL", () => {
    expect(source.keyIn).toContain("query");
  });

  test("has no path that the hub has for something else", () => {
    const find = indexPaths([source]);
    expect(TAKEN.filter((path) => find(path) !== null)).toEqual([]);
  });

  test("finds keys in bodies if its senders put them there, and then needs no proof of the body as it came", () => {
    expect(source.findKey !== undefined).toBe(source.keyIn.includes("body"));
    // The key is blanked out of a body before anything else looks at it.
    if (source.findKey) expect(source.signature).toBeUndefined();
  });

  test("names headers as Node does, and hosts of handshakes from beginning to end", () => {
    for (const name of namesOfHeaders(source)) expect(name).toMatch(/^[a-z0-9-]+$/);
    for (const { source: pattern, flags } of source.handshakeHosts) {
      expect(pattern).toMatch(/^\^.*\$$/);
      // A pattern that remembers where it stopped would refuse every second handshake.
      expect(flags).toBe("");
    }
  });

  test.each(REFUSALS)("P1: tells nobody that a push was taken which was not: %s", (code) => {
    const { status, title } = ERROR_CODES[code];
    const answer = source.answerRefusal?.({ code, status, message: title }) ?? null;
    if (answer) expect(String(answer.status)).toMatch(/^[45]\d\d$/);
  });
});

function namesOfHeaders({ keyIn, signature }: Source): string[] {
  return [
    ...keyIn.flatMap((place) => (typeof place === "string" ? [] : [place.header])),
    ...(signature?.headers ?? []),
  ];
}
