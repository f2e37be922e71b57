import { readPushUrl } from "./push-url.ts";
import type { StandardOptions } from "./read-options.ts";
import { everyMsOf, runSide, type Stage } from "./run-side.ts";
import { renderStandardSetup } from "./show.ts";
import { createStandardSide } from "./standard.ts";

/** Plays a script that posts standard events. Resolves with whether every push was answered 200. */
export function runStandard(options: StandardOptions, stage: Stage): Promise<boolean> {
  const { seed, hosts } = options;
  const target = readPushUrl(options.url, "standard");
  const side = createStandardSide({ seed, startMs: stage.startMs, everyMs: everyMsOf(options), hosts });
  stage.print(target.mask(renderStandardSetup(hosts, target.shown)));
  return runSide(side, target, options, stage);
}
