import { createAlibabaSide } from "./aliyun-prometheus.ts";
import { readPushUrl } from "./push-url.ts";
import type { SimulateOptions } from "./read-options.ts";
import { everyMsOf, runSide, type Stage } from "./run-side.ts";
import { renderSetup } from "./show.ts";

/** Plays the cloud's side against a hub. Resolves with whether every push was answered 200. */
export function runAliyunPrometheus(options: SimulateOptions, stage: Stage): Promise<boolean> {
  const { seed, rules, entities } = options;
  const target = readPushUrl(options.url, "aliyun-prometheus");
  const side = createAlibabaSide({ seed, startMs: stage.startMs, everyMs: everyMsOf(options), rules, entities });
  stage.print(target.mask(renderSetup(options, target.shown, side.rules)));
  return runSide(side, target, options, stage);
}
