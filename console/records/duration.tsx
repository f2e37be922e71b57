import { useFormatter } from "use-intl";

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long something took, in its two largest units. */
export function Duration({ seconds }: { seconds: number }) {
  const format = useFormatter();
  const start = UNITS.findIndex(([, size]) => seconds >= size);
  const shown = UNITS.slice(start < 0 ? UNITS.length - 1 : start).slice(0, 2);
  let rest = Math.max(0, seconds);
  const parts = shown.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  const told = parts.filter(({ count }, place) => place === 0 || count > 0);
  return told.map(({ unit, count }) => format.number(count, { style: "unit", unit, unitDisplay: "short" })).join(" ");
}
