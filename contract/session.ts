/** The cookie that holds a browser's session. */
export const SESSION_COOKIE = "tocsin_session";

/** The header, with the value `1`, that calls with the session cookie carry: no form or script of another site can send it. */
export const CONSOLE_HEADER = "x-tocsin-console";

/** How long a session lasts at most, and how long without a call. */
export const SESSION_HOURS = { max: 168, idle: 12 } as const;
