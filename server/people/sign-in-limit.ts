/** Whether one may try, and if not, when. */
export type TryAdmission = { admitted: true } | { admitted: false; retryAfterSeconds: number };

/** Bounds how often signing in may fail, by e-mail address and by where the tries come from. On this node. */
export type SignInLimit = {
  /** Counts a try before the password is looked at, so that tries made at once count too. A refused try does not. */
  admit(email: string, address: string, nowMs: number): TryAdmission;
  /** Takes back what a try counted that turned out right, and all wrong ones for this e-mail address. */
  succeeded(email: string, address: string): void;
};

const WINDOW_MS = 5 * 60_000;
/** Ten guesses in five minutes find no password; a person who mistypes has enough. */
const TRIES_PER_EMAIL_MAX = 10;
/** Behind a proxy or in an office many share an address. */
const TRIES_PER_ADDRESS_MAX = 50;
const KEYS_MAX = 100_000;

type Window = { endsMs: number; tries: number };

/** Counts in windows of five minutes that begin with the first try. */
export function createSignInLimit(): SignInLimit {
  const windows = new Map<string, Window>();
  const windowOf = (key: string, nowMs: number): Window => {
    const known = windows.get(key);
    if (known && nowMs < known.endsMs) return known;
    windows.delete(key);
    const made = { endsMs: nowMs + WINDOW_MS, tries: 0 };
    windows.set(key, made);
    return made;
  };
  return {
    admit: (email, address, nowMs) => {
      forgetEnded(windows, nowMs);
      const ofEmail = windowOf(emailKey(email), nowMs);
      const ofAddress = windowOf(address, nowMs);
      const waitMs = Math.max(
        ofEmail.tries >= TRIES_PER_EMAIL_MAX ? ofEmail.endsMs - nowMs : 0,
        ofAddress.tries >= TRIES_PER_ADDRESS_MAX ? ofAddress.endsMs - nowMs : 0,
      );
      if (waitMs > 0) return { admitted: false, retryAfterSeconds: Math.ceil(waitMs / 1000) };
      ofEmail.tries += 1;
      ofAddress.tries += 1;
      return { admitted: true };
    },
    succeeded: (email, address) => {
      windows.delete(emailKey(email));
      const ofAddress = windows.get(address);
      if (ofAddress && ofAddress.tries > 0) ofAddress.tries -= 1;
    },
  };
}

/** Told apart from addresses, which have no `@`, by its first character. */
function emailKey(email: string): string {
  return `@${email.toLowerCase()}`;
}

/** Windows stand in the order of their ends, so the first ones are the ones to forget; never more than a bounded number stay. */
function forgetEnded(windows: Map<string, Window>, nowMs: number): void {
  for (const [key, { endsMs }] of windows) {
    if (nowMs < endsMs && windows.size < KEYS_MAX) return;
    windows.delete(key);
  }
}
