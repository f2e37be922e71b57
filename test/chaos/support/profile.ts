/** How much a trial does: the CI profile is part of `npm test`, the full one is `npm run trial` (`TOCSIN_TRIAL=full`). */
export type Profile = {
  name: "ci" | "full";
  senders: number;
  /** A kill comes at a random moment of this time, once the hub is at work. */
  momentMsMax: number;
  oneNode: Plan;
  twoNodes: Plan;
  control: Plan;
  timeoutMs: number;
};

/** How many times something is killed. */
export type Plan = { hubKills: number; serverKills: number };

const CI: Profile = {
  name: "ci",
  senders: 24,
  momentMsMax: 400,
  oneNode: { hubKills: 4, serverKills: 1 },
  twoNodes: { hubKills: 4, serverKills: 1 },
  control: { hubKills: 2, serverKills: 0 },
  timeoutMs: 180_000,
};

const FULL: Profile = {
  name: "full",
  senders: 48,
  momentMsMax: 1_500,
  oneNode: { hubKills: 20, serverKills: 5 },
  twoNodes: { hubKills: 20, serverKills: 5 },
  control: { hubKills: 5, serverKills: 0 },
  timeoutMs: 3_600_000,
};

/** The profile that this run has. */
export const PROFILE: Profile = process.env.TOCSIN_TRIAL === "full" ? FULL : CI;
