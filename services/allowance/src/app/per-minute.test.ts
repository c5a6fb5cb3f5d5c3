import { expect, it } from "@jest/globals";

import { perMinute } from "./per-minute.ts";

it("lets each person do something so often in a minute, and says how long to wait", () => {
  let now = 60_000_000;
  const limit = perMinute(2, () => now);
  limit("a");
  limit("a");
  limit("b");
  now += 30_500;
  expect(() => limit("a")).toThrow(expect.objectContaining({ code: "RATE_LIMITED", params: { retryAfterS: 30 } }));
  now += 29_500;
  limit("a");
});
