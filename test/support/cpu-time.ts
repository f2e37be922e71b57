import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, whatever its timer does. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor that this process has used, and on Linux those of its children that have ended. */
export function cpuSeconds(): number {
  if (process.platform !== "linux") {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  // What stands before is the program's name, which may have spaces in it.
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}
