import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { type StepOf } from "../document.ts";
import { type SpanFact } from "../sources.ts";
import { actedPosts, laggedEvents, runningEvents } from "./events.ts";

const july = "2026-07" as Period;
const named = { id: "step", label: "Langkah", cite: { legal: "law", article: "1" }, spans: "spans" };
const span = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact => ({
  kind: "TEGURAN_LISAN",
  from: from as Day,
  ...(to !== undefined && { to: to as Day }),
  ...more,
});
const pending = { pending: true };

describe("events that run", () => {
  type Step = StepOf<"duration">;
  const old = { rows: { TEGURAN_LISAN: { percent: 20, months: 1 }, PENURUNAN: { percent: 90, months: 12 } } };
  const young = { events_from: "2026-04-15", rows: { TEGURAN_LISAN: { percent: 10, months: 3 } } };
  const stepOf = (starts: Step["starts"], rows: Step["rows"] = [old, young]): Step => ({
    ...named,
    rule: "duration",
    of: "paid",
    base: "tariff",
    rows,
    starts,
    on_overlap: "largest",
  });
  const runningIn = (period: string, starts: Step["starts"], ...spans: SpanFact[]) =>
    runningEvents(stepOf(starts), period as Period)(spans);

  it.each<[Step["starts"], string, string[]]>([
    ["month_of_event", "2026-05-31", ["2026-05", "2026-06", "2026-07"]],
    ["next_month", "2026-05-01", ["2026-06", "2026-07", "2026-08"]],
    ["month_of_event", "2026-04-14", ["2026-04"]],
    ["next_month", "2026-04-14", ["2026-05"]],
    ["month_of_event", "2026-04-15", ["2026-04", "2026-05", "2026-06"]],
    ["next_month", "2025-12-31", ["2026-01"]],
  ])("%s: one of %s acts in %j", (starts, from, months) => {
    const all = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, "0")}`);
    const found = all.filter((period) => runningIn(period, starts, span(from)).running.length > 0);
    expect(found).toEqual(months);
  });

  it.each<[string | undefined, number]>([
    ["2026-07-01", 1],
    ["2026-06-30", 0],
    [undefined, 1],
    ["2027-01-01", 1],
  ])("end with %s at the latest", (to, found) => {
    expect(runningIn("2026-07", "month_of_event", span("2026-05-31", to)).running).toHaveLength(found);
  });

  it("are told as ended when their own end leaves them no month", () => {
    const decree = span("2026-06-10", "2026-06-10");
    expect(runningIn("2026-07", "next_month", decree)).toEqual({ running: [], pending: false, ended: true });
    expect(runningIn("2026-06", "month_of_event", decree)).toMatchObject({ ended: false });
    expect(runningIn("2026-07", "next_month", { ...decree, ...pending })).toMatchObject({ ended: false });
    expect(runningIn("2026-07", "next_month", span("2026-06-10", "2026-07-01"))).toMatchObject({ ended: false });
  });

  it("know their rows, in the order of their first days", () => {
    const events = [span("2026-06-01"), span("2026-01-01", undefined, { kind: "PENURUNAN" })];
    expect(runningIn("2026-07", "month_of_event", ...events)).toEqual({
      running: [
        { kind: "PENURUNAN", rows: 0, from: "2026-01-01" },
        { kind: "TEGURAN_LISAN", rows: 1, from: "2026-06-01" },
      ],
      pending: false,
      ended: false,
    });
  });

  it.each([
    ["a kind that the rows of its day do not name", span("2026-06-01", undefined, { kind: "PENURUNAN" })],
    ["a kind that every object has", span("2026-06-01", undefined, { kind: "toString" })],
    ["one that begins later", span("2026-08-01")],
    ["one that is over", span("2026-01-01")],
  ])("are not %s", (_, event) => {
    expect(runningIn("2026-07", "month_of_event", event)).toEqual({ running: [], pending: false, ended: false });
    expect(runningIn("2026-07", "month_of_event", { ...event, ...pending }).pending).toBe(false);
  });

  it("are none before the first rows", () => {
    const step = stepOf("month_of_event", [young]);
    expect(runningEvents(step, "2026-04" as Period)([span("2026-04-14")]).running).toEqual([]);
  });

  it("are told apart from a pending one that would run", () => {
    const events = [span("2026-06-01", undefined, pending), span("2026-07-01")];
    expect(runningIn("2026-07", "month_of_event", ...events)).toEqual({
      running: [{ kind: "TEGURAN_LISAN", rows: 1, from: "2026-07-01" }],
      pending: true,
      ended: false,
    });
    expect(runningIn("2026-07", "month_of_event")).toEqual({ running: [], pending: false, ended: false });
  });
});

describe("events some time after", () => {
  type Step = StepOf<"lag">;
  const laggedIn = (offsets: Step["offsets"], ...spans: SpanFact[]) => {
    const rows = { TEGURAN_LISAN: 25, KURANG: 10 };
    const step: Step = { ...named, rule: "lag", of: "paid", base: "tariff", rows, offsets, on_overlap: "once" };
    return laggedEvents(step, july)(spans);
  };

  it.each<[Step["offsets"], string, number]>([
    [{ months: [0] }, "2026-07-31", 1],
    [{ months: [1, 2] }, "2026-07-31", 0],
    [{ months: [1, 2] }, "2026-06-30", 1],
    [{ months: [1, 2] }, "2026-05-01", 1],
    [{ months: [1, 2] }, "2026-04-30", 0],
    [{ months: [8] }, "2025-11-30", 1],
    [{ years: [1] }, "2025-12-31", 1],
    [{ years: [1] }, "2025-01-01", 1],
    [{ years: [1] }, "2026-01-01", 0],
    [{ years: [0] }, "2026-01-01", 1],
    [{ years: [0] }, "2026-08-01", 0],
    [{ years: [1, 2] }, "2024-06-30", 1],
    [{ months: [-1] }, "2026-08-01", 0],
  ])("by %j: one of %s is %d", (offsets, from, found) => {
    expect(laggedIn(offsets, span(from)).acting).toHaveLength(found);
  });

  it("act though they have ended", () => {
    const predicate = span("2025-01-01", "2025-12-31", { kind: "KURANG" });
    expect(laggedIn({ years: [1] }, predicate)).toEqual({
      acting: [{ kind: "KURANG", from: "2025-01-01" }],
      pending: false,
    });
  });

  it("are of the kinds, ordered by their first days, and pending ones are told", () => {
    const events = [
      span("2026-06-20"),
      span("2026-06-10"),
      span("2026-06-01", undefined, { kind: "BAIK" }),
      span("2026-06-01", undefined, pending),
    ];
    const { acting, pending: isPending } = laggedIn({ months: [1] }, ...events);
    expect(acting.map(({ from }) => from)).toEqual(["2026-06-10", "2026-06-20"]);
    expect(isPending).toBe(true);
    expect(laggedIn({ months: [0] }, ...events).pending).toBe(false);
    expect(laggedIn({ months: [1] })).toEqual({ acting: [], pending: false });
  });
});

describe("acted posts", () => {
  type Step = StepOf<"add_share">;
  const postsIn = (months: Step["months"], spans: SpanFact[], period: string = july) => {
    const step: Step = {
      ...named,
      rule: "add_share",
      own: "tariff",
      kinds: ["PLT", "PLH"],
      table: "class",
      levels: { same: { percent: 20 }, one_below: { difference: true } },
      months,
      on_overlap: "largest",
    };
    return actedPosts(step, period as Period)(spans);
  };
  const post = (from: string, to?: string, more: Partial<SpanFact> = {}): SpanFact =>
    span(from, to, { kind: "PLT", class: "9", level: "same", ...more });

  it.each<[Step["months"], string, string, string | undefined, number]>([
    ["calendar", "2026-07", "2026-07-01", "2026-07-31", 1],
    ["calendar", "2026-07", "2026-07-02", undefined, 0],
    ["calendar", "2026-07", "2026-05-10", "2026-07-30", 0],
    ["calendar", "2026-07", "2026-05-10", undefined, 1],
    ["anniversary", "2026-07", "2026-07-01", undefined, 1],
    ["anniversary", "2026-07", "2026-07-01", "2026-07-30", 0],
    ["anniversary", "2026-07", "2026-06-02", "2026-07-01", 1],
    ["anniversary", "2026-07", "2026-06-02", "2026-06-30", 0],
    ["anniversary", "2026-07", "2026-06-15", "2026-07-14", 1],
    ["anniversary", "2026-07", "2026-06-15", "2026-07-13", 0],
    ["anniversary", "2026-07", "2026-07-15", undefined, 0],
    ["anniversary", "2026-07", "2026-08-01", undefined, 0],
    ["anniversary", "2026-07", "2026-08-15", undefined, 0],
    ["anniversary", "2026-02", "2026-01-31", "2026-02-27", 1],
    ["anniversary", "2026-02", "2026-01-31", "2026-02-26", 0],
    ["anniversary", "2028-02", "2028-01-31", "2028-02-28", 1],
    ["anniversary", "2026-03", "2026-01-31", "2026-03-30", 1],
    ["anniversary", "2027-01", "2026-01-10", "2027-01-09", 1],
  ])("by %s in %s from %s to %s are %d", (months, period, from, to, found) => {
    expect(postsIn(months, [post(from, to)], period).posts).toHaveLength(found);
  });

  it("are paid once for each whole month", () => {
    const periods = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"];
    // Three months and a half.
    const paid = periods.map(
      (period) => postsIn("anniversary", [post("2026-01-16", "2026-04-30")], period).posts.length,
    );
    expect(paid).toEqual([0, 1, 1, 1, 0]);
  });

  it("tell their kind, class and level", () => {
    const posts = [post("2026-06-01", undefined, { kind: "PLH", level: "one_below" }), post("2026-01-01", undefined)];
    expect(postsIn("calendar", posts).posts).toEqual([
      { kind: "PLT", class: "9", level: "same", months: 1 },
      { kind: "PLH", class: "9", level: "one_below", months: 1 },
    ]);
    expect(postsIn("calendar", [span("2026-07-01", undefined, { kind: "PLT" })]).posts).toEqual([
      { kind: "PLT", class: "", level: "", months: 1 },
    ]);
  });

  it("are of the kinds, and pending ones are told when they would be paid", () => {
    expect(postsIn("calendar", [span("2026-01-01")])).toEqual({ posts: [], pending: false });
    expect(postsIn("calendar", [post("2026-01-01", undefined, pending)])).toEqual({ posts: [], pending: true });
    expect(postsIn("calendar", [post("2026-07-02", undefined, pending)])).toEqual({ posts: [], pending: false });
    expect(postsIn("calendar", [])).toEqual({ posts: [], pending: false });
  });
});
