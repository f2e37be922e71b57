import type { Clock } from "../base/clock.ts";
import { type TakenPush, takePushes } from "../flow/push.ts";
import { type Answers, NO_ANSWERS } from "../flow/stage.ts";
import { peekRows } from "../journal/lane-store.ts";
import type { Queryable } from "../storage/database.ts";

/** Something that stages ask of the world outside: what pushes will ask, and how it is answered. */
export type LookUp = {
  /** Questions the stages will ask about these pushes. Pure. */
  collect(pushes: readonly TakenPush[]): readonly string[];
  /** Answers by question; one that is not answered is left out. May throw, and must end when the signal does. */
  ask(questions: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, unknown>>;
};

/** Collects and asks before lanes are locked, so that nobody waits for the world outside while others wait for a lock. */
export type LookUps = { prepare(db: Queryable): Promise<Answers> };

export type LookUpOptions = {
  /** For all questions of one go together. */
  deadlineMs: number;
  /** How long an answer is good for; then it is asked for again, and stands until another one comes. */
  freshMs: number;
  /** Answers that are remembered. */
  answersMax: number;
};

const LIMITS: LookUpOptions = { deadlineMs: 1_000, freshMs: 60_000, answersMax: 10_000 };

/** Creates the step before the claim. What does not answer in time is missing, and the stage that asks for it says so. */
export function createLookUps(lookUps: readonly LookUp[], clock: Clock, limits: LookUpOptions = LIMITS): LookUps {
  const { deadlineMs, freshMs, answersMax } = limits;
  const known = new Map<string, { answer: unknown; askedMs: number }>();
  const isFresh = (question: string) => clock.now() - (known.get(question)?.askedMs ?? -Infinity) < freshMs;

  const keep = (question: string, answer: unknown): void => {
    known.delete(question);
    known.set(question, { answer, askedMs: clock.now() });
    const [first] = known.keys();
    if (known.size > answersMax && first !== undefined) known.delete(first);
  };

  const askOne = async (lookUp: LookUp, pushes: readonly TakenPush[], signal: AbortSignal): Promise<void> => {
    const questions = lookUp.collect(pushes).filter((question) => !isFresh(question));
    if (questions.length === 0) return;
    const unheard = new Promise<ReadonlyMap<string, unknown>>((resolve) => {
      signal.addEventListener("abort", () => resolve(new Map()), { once: true });
    });
    const answered = await Promise.race([lookUp.ask(questions, signal), unheard]);
    for (const [question, answer] of answered) keep(question, answer);
  };

  return {
    prepare: async (db) => {
      if (lookUps.length === 0) return NO_ANSWERS;
      const pushes = [...takePushes(await peekRows(db))];
      const signal = AbortSignal.timeout(deadlineMs);
      // A look-up that fails answers nothing: its stage says that it misses the answer.
      await Promise.allSettled(lookUps.map((lookUp) => askOne(lookUp, pushes, signal)));
      return { find: (question) => known.get(question)?.answer };
    },
  };
}
