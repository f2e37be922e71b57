import { expect, test } from "vitest";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { chooseTrialBody } from "./trial-body.ts";

const request = (body: string, more: object = {}) => ({
  ...{ method: "POST", query: {}, headers: {}, body, encoding: "utf-8" as const, body_bytes: body.length },
  ...{ is_truncated: false, ...more },
});
/** A list of so many numbers, as compact as it can be. */
const compact = (count: number) => JSON.stringify(Array.from({ length: count }, () => 1));

test("a body is indented where there is room for that, and stays as it came where there is not", () => {
  expect(chooseTrialBody(request('{"a":1}'))).toEqual({ is: "Usable", text: '{\n  "a": 1\n}' });
  expect(chooseTrialBody(request("a=1&b=2"))).toEqual({ is: "Usable", text: "a=1&b=2" });
  const long = compact(20_000);
  expect(chooseTrialBody(request(long))).toEqual({ is: "Usable", text: long });
});

test("what cannot be tried whole says why", () => {
  expect(chooseTrialBody(null)).toEqual({ is: "Gone" });
  expect(chooseTrialBody(request(compact(INPUT_LIMITS.trialBodyLengthMax)))).toEqual({ is: "TooLong" });
  expect(chooseTrialBody(request('{"a":', { is_truncated: true }))).toEqual({ is: "Cut" });
  expect(chooseTrialBody(request("/wD+", { encoding: "base64" as const }))).toEqual({ is: "Binary" });
});
