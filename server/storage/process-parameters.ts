/**
 * Session parameters of the connections that process pushes. Everything processing reads it reads by key; a plan that was made
 * while a table was small must not scan it once it is large.
 */
export const PROCESS_PARAMETERS: Readonly<Record<string, string>> = {
  enable_seqscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};

/**
 * A new hub's tables grow from nothing to thousands of rows in seconds, long before PostgreSQL looks at them by itself. A plan
 * made for an empty table takes any index for as good as another.
 */
export const PROCESS_PLAN_AGE_MS_MAX = 2_000;
