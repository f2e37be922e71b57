import { gzipSync } from "node:zlib";
import type { Random } from "../../chaos/support/random.ts";
import { type MutationStep, mutate, ODD_NAMES, ODD_VALUES, STEP_OPS } from "../../support/mutate.ts";

/** How a body came about. `mutated` is JSON of a sender with a few parts changed, `damaged` bytes of a sender. */
export type BodyKind = "sample" | "mutated" | "damaged" | "json" | "bytes";

/** A body to push, with what is true of it. */
export type MadeBody = { kind: BodyKind; isJson: boolean; isGzip: boolean; bytes: Buffer };

/** What bodies are made of: those of a sender as they are, and what of them is JSON. */
export type Samples = { bodies: readonly Buffer[]; values: readonly unknown[] };

/** Out of twenty. Bodies that still mean something reach furthest. */
const SHARES: readonly (readonly [BodyKind, number])[] = [
  ["sample", 4],
  ["mutated", 12],
  ["damaged", 2],
  ["json", 1],
  ["bytes", 1],
];
const KINDS = SHARES.flatMap(([kind, share]) => Array<BodyKind>(share).fill(kind));
const STEPS_MAX = 4;
const PATH_MAX = 5;
const BYTES_MAX = 400;
const GZIP_ONE_IN = 25;

/** Makes one body after the other, the same ones for the same seed. */
export function createBodyMaker({ bodies, values }: Samples, random: Random): () => MadeBody {
  const sample = () => choose(random, bodies);
  const make: Record<BodyKind, () => Buffer> = {
    sample,
    mutated: () => encode(mutateSome(random, choose(random, values))),
    damaged: () => damage(random, sample()),
    json: () => encode(anyJson(random, 4)),
    bytes: () => Buffer.from(Array.from({ length: random.between(0, BYTES_MAX) }, () => random.between(0, 256))),
  };
  return () => {
    const kind = choose(random, KINDS);
    const bytes = make[kind]();
    const isGzip = random.between(0, GZIP_ONE_IN) === 0;
    return { kind, isJson: kind !== "bytes" && isJson(bytes), isGzip, bytes: isGzip ? gzipSync(bytes) : bytes };
  };
}

function mutateSome(random: Random, value: unknown): unknown {
  let changed = value;
  for (let left = random.between(1, STEPS_MAX + 1); left > 0; left -= 1) {
    const step = anyStep(random);
    changed = mutate(changed, step.path, step);
  }
  return changed;
}

function anyStep(random: Random): MutationStep {
  return {
    path: Array.from({ length: random.between(1, PATH_MAX + 1) }, () => random.between(0, 1_000)),
    op: random.pick(STEP_OPS),
    value: random.between(0, 2) === 0 ? random.pick(ODD_VALUES) : anyJson(random, 2),
    name: random.pick(ODD_NAMES),
  };
}

function damage(random: Random, body: Buffer): Buffer {
  const at = random.between(0, body.length + 1);
  if (random.between(0, 2) === 0) return body.subarray(0, at);
  return Buffer.concat([body.subarray(0, at), Buffer.from([random.between(0, 256)]), body.subarray(at + 1)]);
}

function anyJson(random: Random, depth: number): unknown {
  const many = () => random.between(0, 5);
  const leaf = () => random.pick([null, true, random.between(-1e9, 1e9), ...ODD_VALUES, ...ODD_NAMES]);
  if (depth === 0) return leaf();
  const inside = () => anyJson(random, depth - 1);
  return random.pick<() => unknown>([
    leaf,
    () => Array.from({ length: many() }, inside),
    () => Object.fromEntries(Array.from({ length: many() }, () => [random.pick(ODD_NAMES), inside()])),
  ])();
}

function choose<T>(random: Random, items: readonly T[]): T {
  const [first, ...more] = items;
  if (first === undefined) throw new Error("there is nothing to choose from");
  return random.pick([first, ...more]);
}

function encode(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? "");
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
