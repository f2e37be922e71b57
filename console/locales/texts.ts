import type { en } from "./en.ts";

/** The texts of one area in another language: the keys of English, so that a missing one does not compile. */
export type TextsLike<English> = {
  readonly [Group in keyof English]: { readonly [Key in keyof English[Group]]: string };
};

/** The texts of one language. */
export type Texts = TextsLike<typeof en>;
