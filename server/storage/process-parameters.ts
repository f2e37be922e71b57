/**
 * Session parameters of the connections that process pushes. Everything processing reads it reads by key; a plan that was made
 * while a table was small must not scan it once it is large.
 */
export const PROCESS_PARAMETERS: Readonly<Record<string, string>> = {
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};
