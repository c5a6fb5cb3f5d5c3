import { type Bracket, type Cell, type EventRows, type Percent, type Rows, type Rule, type RuleRows, type Side, type Table } from "./policy-document.ts"; // prettier-ignore
import { edgesText, inputName, keyText, percentText, printedText, tableKeys, type Telling } from "./rules-telling.ts";

/** A small table: the first cell of a row is its heading. */
export interface Grid {
  readonly title?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type GridsOf = (rule: Rule, telling: Telling) => readonly Grid[];

const entries = <Value>(rows: Readonly<Record<string, Value>>): [string, Value][] => Object.entries(rows);

function bracketGrid(brackets: readonly Bracket[], edgesOf: (bracket: Bracket) => string, { w, f }: Telling): Grid {
  const hasPoints = brackets.some(({ points }) => points !== undefined);
  const value = ({ percent = 0, points = 0 }: Bracket): string =>
    hasPoints ? printedText(points, f) : percentText(percent, f);
  return {
    head: [w.brackets.range, hasPoints ? w.brackets.points : w.brackets.percent],
    rows: brackets.map((bracket) => [edgesOf(bracket), value(bracket)]),
  };
}

/** Edges in a unit, where no input names it. */
const edgesIn = (unit: string, { content, ...telling }: Telling) => {
  const inputs = { ...content.inputs, "": { label: "", unit, on_missing: "block" as const } };
  return (bracket: Bracket): string => edgesText(bracket, "", { content: { ...content, inputs }, ...telling });
};

const sideGrid = (side: Side | undefined, t: Telling): readonly Grid[] =>
  side === undefined
    ? []
    : [{ ...bracketGrid(side.brackets, edgesIn("minute", t), t), title: t.w.dayItems[side.item] ?? side.item }];

const percentHead = ({ means }: Rule, { w: { grids } }: Telling): string => (means === "paid" ? grids.paid : grids.cut);

/** "1", "2–6": months with the same percent stand together. */
function runsOf(percents: readonly Percent[]): { readonly numbers: string; readonly percent: Percent }[] {
  const runs: { first: number; last: number; percent: Percent }[] = [];
  percents.forEach((percent, at) => {
    const before = runs.at(-1);
    if (before?.percent === percent) before.last = at + 1;
    else runs.push({ first: at + 1, last: at + 1, percent });
  });
  return runs.map(({ first, last, percent }) => ({
    numbers: first === last ? String(first) : `${String(first)}–${String(last)}`,
    percent,
  }));
}

/** Kinds with the same rows stand in one. */
function byRows<Value>(rows: Readonly<Record<string, Value>>): (readonly [kinds: string, value: Value])[] {
  const found = new Map<string, { readonly kinds: string[]; readonly value: Value }>();
  for (const [kind, value] of entries(rows)) {
    const key = JSON.stringify(value);
    const same = found.get(key);
    if (same) same.kinds.push(keyText(kind));
    else found.set(key, { kinds: [keyText(kind)], value });
  }
  return [...found.values()].map(({ kinds, value }) => [kinds.join(", "), value]);
}

const byMonth: GridsOf = (rule, t) => {
  const { grids } = t.w;
  const rows = byRows(rule.rows as Readonly<Record<string, readonly Percent[]>>).flatMap(([kinds, percents]) =>
    runsOf(percents).map(({ numbers, percent }) => [kinds, numbers, percentText(percent, t.f)]),
  );
  const { percent = 0, flag = "" } = rule.beyond ?? {};
  const rest = [grids.allKinds, t.w.beyond.toLowerCase(), percentText(percent, t.f) + (t.w.flagged[flag] ?? "")];
  return [{ head: [grids.kind, grids.month, percentHead(rule, t)], rows: [...rows, rest] }];
};

const byNumber: GridsOf = (rule, t) => {
  const percents = rule.rows as readonly Percent[];
  const rows = percents.map((percent, at) => [
    at === percents.length - 1 ? t.w.grids.andOn(at + 1) : String(at + 1),
    percentText(percent, t.f),
  ]);
  return [{ head: [t.w.grids.nth, percentHead(rule, t)], rows }];
};

const byEvents: GridsOf = (rule, t) => {
  const { grids } = t.w;
  const all = rule.rows as readonly EventRows[];
  return all.map(({ events_from: from, rows }) => ({
    title: from !== undefined ? grids.eventsFrom(t.f.fullDay(from)) : all.length > 1 ? grids.eventsBefore : grids.events, // prettier-ignore
    head: [grids.kind, grids.cut, grids.months],
    rows: byRows(rows).map(([kinds, { percent, months }]) => [
      kinds,
      percentText(percent, t.f),
      grids.monthsOf(months),
    ]),
  }));
};

const keyed = (rows: Rule["rows"]): RuleRows => (rows ?? {}) as RuleRows;

const gridKinds: Readonly<Record<string, GridsOf>> = {
  combine: (rule, t) => [...sideGrid(rule.a, t), ...sideGrid(rule.b, t)],
  override_by_month: byMonth,
  override_by_days: (rule, t) => [
    {
      ...bracketGrid(rule.brackets ?? [], edgesIn("day", t), t),
      head: [t.w.brackets.range, percentHead(rule, t)],
    },
  ],
  nth_occurrence: byNumber,
  duration: byEvents,
  lag: ({ rows }, t) => [
    {
      head: [t.w.grids.kind, t.w.grids.cut],
      rows: byRows(keyed(rows)).map(([kinds, percent]) => [kinds, percentText(String(percent), t.f)]),
    },
  ],
  add_share: ({ levels = {} }, { w, f }) => [
    {
      head: [w.grids.level, w.grids.pays],
      rows: entries(levels).map(([level, { percent }]) => [
        w.levels[level] ?? keyText(level),
        percent === undefined ? w.grids.difference : w.grids.ofTariff(percentText(percent, f)),
      ]),
    },
  ],
  credit: ({ minutes = {} }, { w, f }) => [
    {
      head: [w.grids.status, w.grids.minutes],
      rows: byRows(typeof minutes === "number" ? {} : minutes).map(([statuses, count]) => [statuses, printedText(count, f)]), // prettier-ignore
    },
  ],
  substitute_class: ({ by, rows }, t) => [
    {
      head: [inputName(by, t), t.w.grids.newClass],
      rows: entries(keyed(rows)).map(([key, to]) => [keyText(key), keyText(String(to))]),
    },
  ],
};

/** The numbers of a rule that are more than one: brackets, and percents by kind, month or level. */
export function gridsOf(rule: Rule, telling: Telling): readonly Grid[] {
  const own = gridKinds[rule.rule ?? ""];
  if (own !== undefined) return own(rule, telling);
  if (rule.brackets === undefined) return [];
  return [bracketGrid(rule.brackets, (bracket) => edgesText(bracket, rule.input ?? "", telling), telling)];
}

/** Rows of a table from the highest class down; other keys as the document has them. */
const sorted = (rows: Rows): [string, Cell][] =>
  entries(rows).sort(([a], [b]) => (Number.isNaN(Number(a) + Number(b)) ? 0 : Number(b) - Number(a)));

function cellText(cell: Cell, unit: string, { w, f }: Telling): string {
  if (typeof cell === "object") return w.cellRange(f.rupiah(String(cell.min)), f.rupiah(String(cell.max)));
  return unit === "percent" ? percentText(cell, f) : f.rupiah(String(cell));
}

/** A table's rows; one with several keys has a column for each. */
export function tableGrid(table: Table, rows: Rows, telling: Telling): Grid {
  const keys = tableKeys(table);
  const cells = (key: string): readonly string[] => (keys.length > 1 ? key.split("/") : [key]);
  return {
    head: [...keys.map((key) => inputName(key, telling)), telling.w.tableKeys[table.unit] ?? table.unit],
    rows: sorted(rows).map(([key, cell]) => [...cells(key).map(keyText), cellText(cell, table.unit, telling)]),
  };
}
