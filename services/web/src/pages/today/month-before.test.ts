import { expect, it } from "@jest/globals";
import { type Month } from "../../api/types.ts";
import { monthBefore } from "./month-before.ts";

const october = { period: "2026-10" } as unknown as Month;
const hourMs = 3_600_000;

/** Answers once for each that it was given, and fails else. */
function apiOf(...answers: readonly (Month | undefined)[]) {
  const asked: string[] = [];
  const month = (period: string): Promise<Month> => {
    const answer = answers[asked.push(period) - 1];
    return answer === undefined ? Promise.reject(new Error("away")) : Promise.resolve(answer);
  };
  return { month, asked };
}

it("asks for the month before once an hour, late in a month", async () => {
  const api = apiOf(october, october);
  const known = await monthBefore(api, "2026-11-20", 0, undefined);
  expect(known).toEqual({ before: october, beforeAt: 0 });
  expect(await monthBefore(api, "2026-11-20", hourMs - 1, known)).toEqual(known);
  expect(api.asked).toEqual(["2026-10"]);
  expect(await monthBefore(api, "2026-11-20", hourMs, known)).toEqual({ before: october, beforeAt: hourMs });
});

it("keeps what it knew where it can't be read, and asks again after a minute", async () => {
  const api = apiOf(october, undefined, october);
  const known = await monthBefore(api, "2026-11-20", 0, undefined);
  const failed = await monthBefore(api, "2026-11-20", hourMs, known);
  expect(failed.before).toBe(october);
  await monthBefore(api, "2026-11-20", hourMs + 59_000, failed);
  expect(api.asked).toHaveLength(2);
  expect(await monthBefore(api, "2026-11-20", hourMs + 60_000, failed)).toEqual({ before: october, beforeAt: hourMs + 60_000 }); // prettier-ignore
});
