import { sqlState } from "./database.ts";

/**
 * Why a statement failed although nothing is wrong with it. `passing`: the database is away, full, busy or stopping, and the same
 * work may succeed later. `too_slow`: it ran out of its time, and may do so again.
 */
export type DatabaseTrouble = "passing" | "too_slow";

/** Lost connections, serialisation and deadlocks, missing resources, locks, a stopping server, its disk. */
const PASSING_CLASSES = new Set(["08", "40", "53", "55", "57", "58"]);
/** A statement that was cancelled, and a transaction that stood idle for too long. */
const TOO_SLOW_STATES = new Set(["57014", "25P03"]);

/** What `pg` says, without a code, when there is no connection to be had or it is gone. */
const CONNECTION_MESSAGES = [
  /^Connection terminated/,
  /^timeout (exceeded when trying to connect|expired)$/,
  /^Query read timeout$/,
  /^Client (has encountered a connection error|was closed) and is not queryable$/,
  /^Cannot use a pool after calling end/,
];
const SOCKET_CODES = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"]);

/** Reads what was thrown; null when it is not the database's trouble: a refused statement, or a defect. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  if (!(error instanceof Error)) return null;
  const state = sqlState(error);
  if (state !== null) return troubleOfState(state);
  const isLost = CONNECTION_MESSAGES.some((said) => said.test(error.message)) || isSocketTrouble(error);
  return isLost ? "passing" : null;
}

function troubleOfState(state: string): DatabaseTrouble | null {
  if (TOO_SLOW_STATES.has(state)) return "too_slow";
  return PASSING_CLASSES.has(state.slice(0, 2)) ? "passing" : null;
}

/** Of a file, or of a client of ours that hung up, the same codes come without these calls. */
function isSocketTrouble(error: Error): boolean {
  // A name with several addresses, as localhost, fails with an error for each.
  if (error instanceof AggregateError)
    return error.errors.some((each) => each instanceof Error && isSocketTrouble(each));
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const call = "syscall" in error ? error.syscall : null;
  if (call === "connect" || call === "getaddrinfo") return true;
  if (call === null) return code === "EPIPE";
  return (call === "read" || call === "write") && SOCKET_CODES.has(code);
}
