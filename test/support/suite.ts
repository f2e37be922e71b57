import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    suite: Suite;
  }
}

/** What `npm test` runs, and what `npm run test:long` adds. */
export type Suite = "quick" | "long";

/** The suite that the file runs in. A `.both.test.ts` runs in either, and does another part of its work in each. */
export const SUITE: Suite = inject("suite");
