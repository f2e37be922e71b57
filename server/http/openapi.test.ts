import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OPERATIONS } from "../../contract/operations/all.ts";
import { packageRoot } from "../base/package-root.ts";
import { buildOpenApi, renderOpenApi } from "./openapi.ts";

test("openapi.json is what the contract says", () => {
  const written = readFileSync(join(packageRoot, "openapi.json"), "utf8");
  const hint = "run: npm run openapi";
  expect(written === renderOpenApi(OPERATIONS), hint).toBe(true);
});

test("every reference leads somewhere, and every operation is there", () => {
  const document = buildOpenApi(OPERATIONS);
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(references.length).toBeGreaterThan(100);
  for (const reference of new Set(references)) {
    let place: unknown = document;
    for (const key of reference.split("/")) place = new Map(Object.entries(Object(place))).get(key);
    expect(place, reference).toBeDefined();
  }
  for (const { path } of OPERATIONS) expect(text).toContain(`"${path}":{"post"`);
  expect(text).not.toContain("$defs");
});

test("the live stream is there, with each of its events", () => {
  const { paths, components } = JSON.parse(renderOpenApi(OPERATIONS));
  const { schema } = paths["/live"].get.responses["200"].content["text/event-stream"];
  expect(schema.$ref).toBe("#/components/schemas/LiveEvent");
  const events: { properties: { name: { const: string } } }[] = components.schemas.LiveEvent.oneOf;
  expect(events.map(({ properties }) => properties.name.const)).toContain("delivery.new");
  expect(events).toHaveLength(7);
});
