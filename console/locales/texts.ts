import type { en } from "./en.ts";

/** The texts of one language: the keys of English, so that a missing one does not compile. */
export type Texts = {
  readonly [Group in keyof typeof en]: { readonly [Key in keyof (typeof en)[Group]]: string };
};
