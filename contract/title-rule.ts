const LEGACY_NAME = /(?:^|::)\$[^\s$:]/;

/** What a title template starts with (S8). */
export const TEMPLATE_MARK = "[TPL]";

/** Whether a title is a rule to be rendered, and not the text itself: `[TPL]…`, or names such as `$cluster::$check`. */
export function isTitleRule(title: string): boolean {
  return title.startsWith(TEMPLATE_MARK) || LEGACY_NAME.test(title);
}
