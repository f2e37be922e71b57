import { SUITE } from "../../support/suite.ts";

/** How much a trial does: a little in `npm test`, more in `npm run test:long`, all of it in `npm run trial` (`TOCSIN_TRIAL=full`). */
export type Profile = {
  senders: number;
  /** A kill comes at a random moment of this time, once the hub is at work. */
  momentMsMax: number;
  oneNode: Plan;
  twoNodes: Plan;
  control: Plan;
  /** Bodies that are pushed to find one the hub cannot take. */
  fuzzBodies: number;
  soak: Soak;
  timeoutMs: number;
};

/** How many times something is killed. */
export type Plan = { hubKills: number; serverKills: number };

/** A long steady load: first the fastest the hub keeps up with is measured, then a share of it goes on. */
export type Soak = {
  measureSeconds: number;
  share: number;
  seconds: number;
  /** How much larger the process may be in the last quarter than in the second one. */
  growthMax: number;
  lagSecondsMax: number;
};

const LONG: Profile = {
  senders: 24,
  momentMsMax: 400,
  oneNode: { hubKills: 4, serverKills: 1 },
  twoNodes: { hubKills: 4, serverKills: 1 },
  control: { hubKills: 2, serverKills: 0 },
  fuzzBodies: 50_000,
  // Other tests run beside it: this much is kept up with on any machine, and says nothing of its speed.
  soak: { measureSeconds: 2, share: 0.2, seconds: 12, growthMax: 1.5, lagSecondsMax: 10 },
  timeoutMs: 600_000,
};

const QUICK: Profile = {
  ...LONG,
  oneNode: { hubKills: 1, serverKills: 1 },
  twoNodes: { hubKills: 1, serverKills: 0 },
  fuzzBodies: 5_000,
};

const FULL: Profile = {
  senders: 48,
  momentMsMax: 1_500,
  oneNode: { hubKills: 20, serverKills: 5 },
  twoNodes: { hubKills: 20, serverKills: 5 },
  control: { hubKills: 5, serverKills: 0 },
  fuzzBodies: 1_000_000,
  soak: { measureSeconds: 20, share: 0.7, seconds: 1_800, growthMax: 1.1, lagSecondsMax: 5 },
  timeoutMs: 3_600_000,
};

/** The profile that this run has. */
export const PROFILE: Profile = chooseProfile();

function chooseProfile(): Profile {
  if (SUITE === "quick") return QUICK;
  return process.env.TOCSIN_TRIAL === "full" ? FULL : LONG;
}
