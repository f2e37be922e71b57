import { truncate } from "../../base/text.ts";
import { isFields } from "./fields.ts";

/** Nothing a person writes into a label nests deeper; hostile bodies nest 100,000 levels and would overflow the stack. */
const DEPTH_MAX = 6;

/**
 * A nested value as compact JSON text, so that a rule can still look inside it. Writing stops at
 * `lengthMax` and below a depth, where `…` stands for the rest.
 */
export function jsonText(value: unknown, lengthMax: number): string {
  let text = "";
  const write = (part: unknown, depth: number): void => {
    if (text.length >= lengthMax) return;
    const isList = Array.isArray(part);
    if (typeof part === "string") text += JSON.stringify(truncate(part, lengthMax));
    else if (!isList && !isFields(part)) text += JSON.stringify(part);
    else if (depth === DEPTH_MAX) text += '"…"';
    else if (isList) writeList(part, depth + 1);
    else writeFields(part, depth + 1);
  };
  const writeList = (items: readonly unknown[], depth: number): void => {
    text += "[";
    for (const [index, item] of items.entries()) {
      if (text.length >= lengthMax) return;
      if (index > 0) text += ",";
      write(item, depth);
    }
    text += "]";
  };
  const writeFields = (fields: Readonly<Record<string, unknown>>, depth: number): void => {
    text += "{";
    for (const [index, name] of Object.keys(fields).entries()) {
      if (text.length >= lengthMax) return;
      text += `${index > 0 ? "," : ""}${JSON.stringify(truncate(name, lengthMax))}:`;
      write(fields[name], depth);
    }
    text += "}";
  };
  write(value, 0);
  return truncate(text, lengthMax);
}
