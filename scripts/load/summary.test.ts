import { describe, expect, it } from "@jest/globals";
import { complaintsIn } from "./run.ts";
import { readSummary, tableOf } from "./summary.ts";

const trend = (count: number, thresholds: Record<string, boolean> = {}) => ({
  ...{ count, avg: 5, min: 1.234, med: 12.34, "p(95)": 123.4, "p(99)": 1_234.5, max: 2_000 },
  thresholds,
});

/** As k6 1.8 writes it with --summary-export; true is a limit that was passed. */
const exported = (metrics: object = {}, checks: object = {}): string =>
  JSON.stringify({
    root_group: { checks },
    metrics: {
      iterations: { count: 50, rate: 5 },
      acknowledged: { count: 120, rate: 12, thresholds: { "count>0": false } },
      shed: { passes: 25, fails: 75, value: 0.25 },
      wrong_answers: { count: 0, rate: 0, thresholds: { "count==0": false } },
      ack_time: trend(75, { "p(95)<500": false }),
      read_time: trend(0),
      ...metrics,
    },
  });

describe("a summary of k6", () => {
  it("becomes figures", () => {
    const { figures, failures, acknowledged } = readSummary(exported());
    expect(Object.fromEntries(figures.map(({ what, value }) => [what, value]))).toEqual({
      requests: "100",
      "requests a second": "10.0",
      "entries acknowledged": "120",
      "told to come again": "25.0 %",
      "wrong answers": "0",
      "not sent, no client was free": "0",
    });
    expect(acknowledged).toBe(120);
    expect(failures).toEqual([]);
  });

  it("tells by call how much was put off, where the script asks for it", () => {
    const metrics = { "shed{call:month}": { passes: 3, fails: 1, value: 0.75, thresholds: { "rate<=1": false } } };
    expect(readSummary(exported(metrics)).figures).toContainEqual({ what: "  of month", value: "75.0 %" });
  });

  it("names each limit that was passed, and each check that failed", () => {
    const metrics = { wrong_answers: { count: 3, rate: 1, thresholds: { "count==0": true } } };
    const checks = { a: { name: "in order", passes: 9, fails: 2 }, b: { name: "of the day", passes: 9, fails: 0 } };
    expect(readSummary(exported(metrics, checks)).failures).toEqual([
      "limit passed: wrong_answers count==0",
      "not so 2 times: in order",
    ]);
  });

  it("becomes a table of what happened", () => {
    expect(tableOf(readSummary(exported()))).toEqual([
      "| ms                   |  count |    min |    med |  p(95) |  p(99) |    max |",
      "| -------------------- | -----: | -----: | -----: | -----: | -----: | -----: |",
      "| entries acknowledged |     75 |   1.23 |   12.3 |    123 |   1235 |   2000 |",
    ]);
  });
});

describe("what k6 says besides", () => {
  it("is kept when it is counted nowhere else", () => {
    const bug = "TypeError: x is not a function\n\tat file:///k6/a.ts:1:1";
    expect(complaintsIn(`thresholds on metrics 'checks' have been crossed\nRequest Failed\n${bug}\n`)).toEqual(bug.split("\n"));
  }); // prettier-ignore
});
