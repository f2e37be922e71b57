/** Why a case sent an event nowhere. */
export type NoCase =
  | { why: "no_route" | "no_match" }
  | { why: "no_enabled_channel"; cases: readonly number[] }
  | { why: "no_label"; case: number; label: string }
  | { why: "no_channel_named"; case: number; name: string };

/** One part of the reason of a verdict, as data. */
export type Reason =
  | { kind: "late"; than: "recovery" | "opening"; atMs: number }
  | { kind: "channel_off" | "channel_gone" }
  /** `more` when the hub names only the first of many. */
  | { kind: "cases"; version: number; cases: readonly number[]; more: boolean }
  | { kind: "default"; version: number; because: NoCase; unreadable: readonly number[] }
  | { kind: "nowhere"; because: NoCase; unreadable: readonly number[] }
  /** Words that are not of the closed list: shown as the hub has them. */
  | { kind: "words"; text: string };

const CASES = String.raw`cases? (\d+(?:, \d+)*)(, …)?`;
const LATE = /^older than the (recovery|event that opened the alert) at (\S+?)(?:; (.*))?$/s;
const OFF = /^(disabled or deleted|the channel does not exist)(?:; (.*))?$/s;
const BY_CASES = new RegExp(`^route version (\\d+), ${CASES}$`);
const BY_DEFAULT = /^route version (\d+), default: (.*)$/s;
const UNREADABLE = new RegExp(` \\(not readable: ${CASES}\\)$`);
const NO_DEFAULT = ", and there is no default";

/** Pure. The hub's reason for a verdict, taken apart so that it can be said in any language and lead to the case that decided. */
export function readReason(because: string): Reason[] {
  if (because === "") return [];
  const [, than, at = "", afterLate = ""] = LATE.exec(because) ?? [];
  if (than) {
    const late: Reason = { kind: "late", than: than === "recovery" ? "recovery" : "opening", atMs: Date.parse(at) };
    return [late, ...readReason(afterLate)];
  }
  const [, off, afterOff = ""] = OFF.exec(because) ?? [];
  if (off) return [{ kind: off.startsWith("disabled") ? "channel_off" : "channel_gone" }, ...readReason(afterOff)];
  return [readRoute(because)];
}

function readRoute(text: string): Reason {
  const [, version, list = "", more] = BY_CASES.exec(text) ?? [];
  if (version) return { kind: "cases", version: Number(version), cases: readNumbers(list), more: more !== undefined };
  const [, ofDefault, why = ""] = BY_DEFAULT.exec(text) ?? [];
  if (ofDefault) {
    const found = readNoCase(why);
    if (found) return { kind: "default", version: Number(ofDefault), ...found };
  }
  const nowhere = text.endsWith(NO_DEFAULT) ? readNoCase(text.slice(0, -NO_DEFAULT.length)) : null;
  return nowhere ? { kind: "nowhere", ...nowhere } : { kind: "words", text };
}

function readNoCase(text: string): { because: NoCase; unreadable: readonly number[] } | null {
  const [beside = "", list = ""] = UNREADABLE.exec(text) ?? [];
  const because = readWhy(text.slice(0, text.length - beside.length));
  return because && { because, unreadable: readNumbers(list) };
}

const NO_CHANNEL = new RegExp(`^${CASES} gave no enabled channel$`);
const NO_LABEL = /^case (\d+) found no label (.*)$/s;
const NO_NAME = /^case (\d+) found no enabled channel named "(.*)"$/s;

function readWhy(text: string): NoCase | null {
  if (text === "no case matched") return { why: "no_match" };
  if (text === "the integration has no route: no case matched") return { why: "no_route" };
  const [, cases] = NO_CHANNEL.exec(text) ?? [];
  if (cases) return { why: "no_enabled_channel", cases: readNumbers(cases) };
  const [, unlabelled, label = ""] = NO_LABEL.exec(text) ?? [];
  if (unlabelled) return { why: "no_label", case: Number(unlabelled), label };
  const [, unnamed, name = ""] = NO_NAME.exec(text) ?? [];
  return unnamed ? { why: "no_channel_named", case: Number(unnamed), name } : null;
}

function readNumbers(list: string): number[] {
  return list === "" ? [] : list.split(", ").map(Number);
}
