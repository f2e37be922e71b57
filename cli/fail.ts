import { messageOf, Refusal, SetupError } from "../server/base/errors.ts";

/** Runs a command; what the person can mend is said in one line, anything else with its stack. Exits with 1 either way. */
export async function orFail(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isTheirs = error instanceof SetupError || error instanceof Refusal;
    console.error(`tocsin: ${isTheirs || !(error instanceof Error) ? messageOf(error) : error.stack}`);
    process.exit(1);
  }
}
