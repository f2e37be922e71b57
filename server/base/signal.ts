/** A promise that somebody else resolves. */
export type Signal = { promise: Promise<void>; resolve(): void };

/** Creates one that is not resolved yet. */
export function createSignal(): Signal {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
