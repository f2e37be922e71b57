import { BlockList, isIP } from "node:net";
import { RE2JS } from "re2js";
import { valueFormOf } from "../../contract/filter.ts";
import { type Saying, say } from "../../contract/saying.ts";
import { messageOf } from "../base/errors.ts";
import { compileWildcard } from "./wildcard.ts";

/** Whether a value that is there fits one entry of `vals`. */
export type ValueTest = (value: string) => boolean;

/** One entry of `vals`, read: exact text, or a test; or what it should have been. */
export type ValueForm = { form: "exact"; text: string } | { form: "test"; test: ValueTest } | { expected: Saying };

/** Reads one entry of `vals`. */
export function readValue(text: string): ValueForm {
  switch (valueFormOf(text)) {
    case "pattern":
      return readPattern(text.slice(1, -1));
    case "range":
      return readRange(text.slice("cidr:".length));
    case "comparison":
      return readComparison(text.slice("num:gt:".length), COMPARISONS[text.slice(0, "num:gt:".length)]);
    case "wildcard":
      return { form: "test", test: compileWildcard(text) };
    case "exact":
      return { form: "exact", text };
  }
}

const PATTERNS_MAX = 1_000;
/** Compiling is what costs: rules often repeat a pattern, and drafts of a route are read again with each edit. */
const patterns = new Map<string, RE2JS>();

function readPattern(source: string): ValueForm {
  try {
    const pattern = patterns.get(source) ?? RE2JS.compile(source);
    if (patterns.size >= PATTERNS_MAX) patterns.clear();
    patterns.set(source, pattern);
    return { form: "test", test: (value) => pattern.test(value) };
  } catch (error) {
    return { expected: say("re2_pattern", { detail: messageOf(error).slice(0, 120) }) };
  }
}

function readRange(text: string): ValueForm {
  const [, address = "", digits = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  const bits = Number(digits);
  if (version === 0 || bits > (version === 4 ? 32 : 128)) return { expected: say("address_range") };
  const range = new BlockList();
  range.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
  return {
    form: "test",
    test: (value) => {
      const valueVersion = isIP(value);
      return valueVersion !== 0 && range.check(value, valueVersion === 4 ? "ipv4" : "ipv6");
    },
  };
}

type Compare = (value: number, bound: number) => boolean;

const COMPARISONS: Readonly<Record<string, Compare>> = {
  "num:gt:": (value, bound) => value > bound,
  "num:ge:": (value, bound) => value >= bound,
  "num:lt:": (value, bound) => value < bound,
  "num:le:": (value, bound) => value <= bound,
};

function readComparison(text: string, compare: Compare | undefined): ValueForm {
  const bound = readNumber(text);
  if (bound === null || !compare) return { expected: say("comparison") };
  return {
    form: "test",
    test: (value) => {
      const number = readNumber(value);
      return number !== null && compare(number, bound);
    },
  };
}

/** `Number` alone would take the empty text, blanks and `0x` for numbers. */
function readNumber(text: string): number | null {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}
