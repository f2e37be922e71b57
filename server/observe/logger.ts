import { type Logger, pino } from "pino";
import pretty from "pino-pretty";

export type { Logger } from "pino";

/** Writes one line per unit of work: JSON for machines, readable on a terminal. Secrets never reach it: see the callers. */
export function createLogger(level: "debug" | "info" | "warn" | "error"): Logger {
  const options = { level, base: null, messageKey: "message", timestamp: pino.stdTimeFunctions.isoTime };
  if (!process.stdout.isTTY) return pino({ ...options, formatters: { level: (label) => ({ level: label }) } });
  return pino(
    options,
    pretty({ messageKey: "message", translateTime: "SYS:HH:MM:ss", ignore: "pid,hostname", sync: true }),
  );
}
