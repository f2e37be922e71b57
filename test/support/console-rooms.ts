/** A room of the console: its folder, and the rooms its files may import from besides their own. */
type ConsoleRoom = { name: string; holds: RegExp; mayImport: readonly string[] };

/** What knows no feature. Every feature may use it. */
const SHARED = ["contract", "locales", "api", "ui", "forms"] as const;

/** A room imports only rooms that stand before it, so that no two of them need each other. */
const ORDER: readonly (readonly [name: string, mayImport: readonly string[]])[] = [
  ["locales", ["contract"]],
  ["api", ["contract"]],
  ["ui", ["contract", "locales", "api"]],
  ["forms", ["contract", "locales", "api", "ui"]],
  ["people", SHARED],
  ["profile", SHARED],
  ["sign-in", SHARED],
  ["onboarding", SHARED],
  ["channels", [...SHARED, "people"]],
  ["sources", SHARED],
  ["integrations", [...SHARED, "people", "channels", "sources"]],
  ["routing", [...SHARED, "people", "channels"]],
  ["deliveries", [...SHARED, "channels", "integrations"]],
  ["mapping", [...SHARED, "integrations", "deliveries"]],
  ["records", [...SHARED, "people", "channels", "deliveries"]],
  ["alerts", [...SHARED, "people", "integrations", "records"]],
  ["incidents", [...SHARED, "records", "alerts"]],
  ["frame", [...SHARED, "people", "sign-in", "channels", "integrations"]],
];

const FEATURES = ORDER.map(([name]) => name);

/** The rooms of the console, the ones that others are built on first; `test/architecture.test.ts` compares. */
export const CONSOLE_ROOMS: readonly ConsoleRoom[] = [
  ...ORDER.map(([name, mayImport]) => ({ name, holds: new RegExp(`^console/${name}/`), mayImport })),
  { name: "pages", holds: /^console\/pages\//, mayImport: ["contract", ...FEATURES] },
  { name: "console", holds: /^console\/[^/]+$/, mayImport: ["contract", ...FEATURES, "pages"] },
];
