import { describe, expect, it } from "@jest/globals";
import { clockOf, withSection } from "./document.ts";
import { pictureOf } from "./picture.ts";
import { type OutageReport } from "./run.ts";
import { type Second } from "./sample.ts";
import { pagesOf, stepsOf } from "./steps.ts";
import { failuresOf } from "./verdict.ts";

const usual = { refused: {}, waiting: 0, spooled: 0, behind: 20, ingestMb: 150, writerMb: 140, unready: [] };
const second = (at: number, more: Partial<Second> = {}): Second => ({
  ...{ ...usual, at, acknowledged: 100, bySpool: 0, ackMedian: 5, ackP99: 20 },
  ...{ reads: { "own day (activity)": { answered: 2, refused: {}, slowestMs: 12 } }, ...more },
});

/** Away from 0 to 10, back at 12, drained at 14. */
const seconds = Array.from({ length: 31 }, (_, index) => index - 10).map((at) => {
  if (at < 1 || at > 14) return second(at);
  if (at > 12) return second(at, { spooled: 100 * (14 - at), behind: 100 * (15 - at) });
  const reads = { "own day (activity)": { answered: 0, refused: { "503": 2 }, slowestMs: 0 } };
  const away = { bySpool: 100, spooled: 100 * at, behind: 100 * at, unready: ["query"], reads };
  return second(at, at === 1 ? { ...away, ackP99: 2_100, refused: { "0": 3 }, waiting: 3 } : away);
});
const report: OutageReport = {
  ...{ name: "kafka", command: "npm run outages -- kafka", machine: "two cores", entriesPerSecond: 100 },
  ...{ awayS: 10, backS: 12, drainedS: 14, made: 3_000, acknowledged: 3_000, notAcknowledged: 0, compared: 3_000 },
  ...{ missing: 0, invented: 0, peakMb: { ingest: 160, writer: 150 }, ended: ["kafka ended by SIGKILL"], seconds },
};

describe("the account of an outage", () => {
  const steps = stepsOf(report);
  const when = (words: RegExp): number | undefined => steps.find(({ what }) => words.test(what))?.at;

  it("says in order when each thing was so", () => {
    expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(when(/is killed/)).toBe(0);
    expect(when(/the spool takes the first/)).toBe(0);
    expect(when(/the last entry that goes into the spool/)).toBe(12);
    expect(when(/slowest acknowledgements: 99 of a hundred within 2.1 s/)).toBe(1);
    expect(when(/in all: no answer × 3/)).toBe(0);
    expect(when(/query says/)).toBe(0);
    expect(when(/query is ready again/)).toBe(12);
    expect(when(/stored, 2.0 s after the return/)).toBe(14);
    expect(when(/told meanwhile/)).toBeUndefined();
  });

  it("tells a process that ended by itself", () => {
    const ended = [...report.ended, "gateway ended by exit code 1: it is started again"];
    expect(stepsOf({ ...report, ended }).some(({ what }) => what.includes("gateway ended by exit code 1"))).toBe(true);
  });

  it("counts of each page what was refused meanwhile, and until when", () => {
    const row = { page: "own day (activity)", answered: 0, refused: "503 × 24", slowestMs: 0, backAfterS: 0 };
    expect(pagesOf(report)).toEqual([row]);
  });

  it("shows time as a stop-watch does", () => {
    expect([-60, -0.2, 9.6, 602].map(clockOf)).toEqual(["−1:00", "+0:00", "+0:10", "+10:02"]);
  });

  it("stands between its marks, whatever stood there", () => {
    const marks = ["<!-- outage-kafka: made by npm run outages -- kafka --draw -->", "<!-- end of outage-kafka -->"];
    const text = withSection(`before ${marks[0]} old ${marks[1]} after`, report);
    expect(text).toMatch(/^before <!--[^]*\*\*missing 0\*\*[^]*--> after$/);
    expect(text).not.toContain(" old ");
    expect(withSection(text, report)).toBe(text);
    expect(() => withSection("nothing", report)).toThrow("no place");
  });
});

describe("the picture of an outage", () => {
  it("shades what lasted from the strike to the return, and stays inside of its frame", () => {
    const svg = pictureOf(report);
    const plot = 900 - 64 - 16;
    expect(svg).toContain(`class="away" x="${(64 + (plot * 10) / 30).toFixed(1)}"`);
    expect(svg).toContain(`width="${((plot * 12) / 30).toFixed(1)}"`);
    const points = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(points.length).toBeGreaterThan(300);
    expect(points.every(([x, y]) => x >= 64 && x <= 884 && y >= 0 && y <= 96)).toBe(true);
  });

  it("leaves a gap where nothing was acknowledged", () => {
    const without = seconds.map((one) => {
      const { ackMedian, ackP99, ...rest } = one;
      return one.at === 5
        ? rest
        : { ...rest, ...(ackMedian !== undefined && ackP99 !== undefined && { ackMedian, ackP99 }) };
    });
    const begins = (svg: string): number => svg.match(/[" ]?M[\d.]+ /g)?.length ?? 0;
    expect(begins(pictureOf({ ...report, seconds: without })) - begins(pictureOf(report))).toBe(2);
  });
});

describe("the verdict on an outage", () => {
  it("finds nothing when nothing is wrong", () => expect(failuresOf(report)).toEqual([]));
  it.each<[Partial<OutageReport>, RegExp]>([
    [{ missing: 2 }, /2 of 3000 acknowledged/],
    [{ invented: 1 }, /never sent/],
    [{ notAcknowledged: 4 }, /4 entries were never acknowledged/],
    [{ compared: 0 }, /nothing was acknowledged/],
    [{ peakMb: { ingest: 250, writer: 10 } }, /ingest needed 250 MB/],
  ])("is a failure for %j", (wrong, sentence) => {
    expect(failuresOf({ ...report, ...wrong })).toEqual([expect.stringMatching(sentence)]);
  });
}); // prettier-ignore
