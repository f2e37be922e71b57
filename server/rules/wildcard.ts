/**
 * A matcher for text with `*` (any run, also none) and `?` (one character) that must fit the whole value. It goes back to the
 * latest `*` only, so that no pattern costs more than its length times the value's.
 */
export function compileWildcard(pattern: string): (value: string) => boolean {
  const wanted = [...pattern];
  if (wanted.length > 0 && wanted.every((character) => character === "*")) return () => true;
  const first = wanted.findIndex((character) => character === "*" || character === "?");
  const [start, rest] = [wanted.slice(0, first).join(""), wanted.slice(first)];
  // Most values differ at the start, which costs less to see than to cut a value into its characters.
  return (value) => value.startsWith(start) && fits(rest, [...value.slice(start.length)]);
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  let next = 0;
  while (next < given.length) {
    if (wanted[at] === "*") {
      star = at;
      resumeAt = next;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      resumeAt += 1;
      next = resumeAt;
    } else {
      return false;
    }
  }
  while (wanted[at] === "*") at += 1;
  return at === wanted.length;
}
