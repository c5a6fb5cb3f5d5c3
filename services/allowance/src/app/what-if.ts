import { Refusal } from "@kinerja/common/errors";
import {
  type Day,
  dayAt,
  lastDay,
  nextPeriod,
  noRupiah,
  parsePeriod,
  type Period,
  previousPeriod,
  type Rupiah,
  rupiah,
} from "@kinerja/common/kernel";

import { noDays } from "../domain/days.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { type Outcome } from "../domain/policy/outcome.ts";
import { policyInForce, type PolicyRecord } from "../domain/policy-state.ts";
import { type Change, type LineChange, simulate, type Simulated } from "../domain/simulation.ts";
import {
  type MonthRow,
  type PersonInputs,
  type RosterRow,
  snapshotOf,
  type SnapshotRow,
  type WorkCalendar,
} from "../domain/snapshot.ts";
import { type AccessTo, authorise, type OfficerNeeds } from "./authorise.ts";
import { type CompiledPolicy } from "./compiled-policies.ts";
import { factsOfRange } from "./facts/range-facts.ts";
import { type Caller, type Records, type Scope } from "./ports.ts";
import { linesSayer, type ShownLine } from "./shown-lines.ts";
import { type AskedChange, changesOf } from "./what-if-changes.ts";

/** A post of a person, and where it is. */
export type Employed = Pick<RosterRow, "primary"> & { readonly agencyId: string };

/** The running month of one person as the other services have it now. What is read of activity and evaluation is read by the caller's right. */
export interface MonthSoFar {
  /** Of the month, by first day. */
  employments(personId: string, period: Period): Promise<readonly Employed[]>;
  /** The posts in one agency as a run would read them, by first day. */
  roster(agencyId: string, personId: string, period: Period): Promise<readonly RosterRow[]>;
  entries(caller: Caller, personId: string, period: Period): Promise<Omit<MonthRow, "personId" | "employmentId">>;
  /** Undefined while nobody has rated it. */
  predicate(caller: Caller, personId: string, period: Period): Promise<string | undefined>;
  calendars(agencyId: string, period: Period): Promise<readonly WorkCalendar[]>;
}

export type WhatIfNeeds = OfficerNeeds & {
  readonly monthSoFar: MonthSoFar;
  readonly compile: CompiledPolicy;
  /** Agencies in which the caller may look for another person. */
  readonly agenciesOf: (caller: Caller, personId: string) => Promise<readonly string[]>;
  /** Refuses whoever asks too often. */
  readonly limit: (personId: string) => void;
};

export type WhatIfQuery = {
  readonly period: string;
  readonly personId: string | undefined;
  readonly agencyId: string | undefined;
  readonly changes: readonly AskedChange[];
};

export type Assumption = { readonly code: string; readonly params: Readonly<Record<string, string>> };
const assumed = (code: string, params: Assumption["params"] = {}): Assumption => ({ code, params });

export type SimulatedSide = Pick<Outcome, "gross" | "cut" | "net"> & {
  readonly flags: readonly string[];
  readonly payable: boolean;
};
type SaidLine = ShownLine & { readonly employmentId: string };
export type SimulatedLine = { readonly before: SaidLine | undefined; readonly after: SaidLine | undefined };

export type SimulatedMonth = {
  readonly personId: string;
  readonly period: Period;
  readonly policy: PolicyRecord;
  readonly before: SimulatedSide;
  readonly after: SimulatedSide;
  readonly lines: readonly SimulatedLine[];
  readonly assumptions: readonly Assumption[];
};

/** The running month, and its neighbours: the last one may still be open, the next one is planned. A day is called by the westernmost zone. */
function askedPeriod(text: string, at: number): Period {
  const period = parsePeriod(text, "/period");
  const running = dayAt(at, "WIB").slice(0, 7) as Period;
  if (![previousPeriod(running), running, nextPeriod(running)].includes(period))
    throw new Refusal("refused", "SIMULATION_MONTH", { period });
  return period;
}

/** The agency that was named, else that of the main post that began last. */
function agencyOf(posts: readonly Employed[], agencyId: string | undefined): string {
  const main = posts.filter(({ primary }) => primary).at(-1) ?? posts.at(-1);
  const wanted = agencyId ?? main?.agencyId;
  if (wanted === undefined || !posts.some((post) => post.agencyId === wanted))
    throw new Refusal("not-found", "EMPLOYMENT_UNKNOWN");
  return wanted;
}

type Asked = {
  readonly caller: Caller;
  readonly personId: string;
  readonly isOwn: boolean;
  readonly period: Period;
  readonly agencyId: string | undefined;
};

/** As whom the caller may ask about somebody else, and in which agency: the one named, else the person's own ones in turn. */
async function othersPlace(
  accessTo: AccessTo,
  { caller, personId }: Asked,
  agencies: readonly string[],
): Promise<{ readonly agencyId: string; readonly role: string }> {
  for (const agencyId of agencies.slice(0, -1)) {
    const { verdict, role } = await accessTo(caller, "simulate", "statement", { agencyId, personId });
    if (verdict === "allow") return { agencyId, role };
  }
  const agencyId = agencies.at(-1);
  if (agencyId === undefined) throw new Refusal("not-found", "AGENCY_UNKNOWN");
  const { role } = await authorise(accessTo, caller, ["simulate", "statement"], { agencyId, personId });
  return { agencyId, role };
}

type Read = {
  readonly posts: readonly Employed[];
  readonly entries: Omit<MonthRow, "personId" | "employmentId">;
  readonly rated: string | undefined;
  readonly ratedBefore: string | undefined;
};

async function readMonth({ monthSoFar }: WhatIfNeeds, { caller, personId, period }: Asked): Promise<Read> {
  const [posts, entries, rated, ratedBefore] = await Promise.all([
    monthSoFar.employments(personId, period),
    monthSoFar.entries(caller, personId, period),
    monthSoFar.predicate(caller, personId, period),
    monthSoFar.predicate(caller, personId, previousPeriod(period)),
  ]);
  return { posts, entries, rated, ratedBefore };
}

/** What most are rated, where nothing is known: the middle cell of the nine is "baik". */
const usual = "baik";

type Supposed = {
  readonly inputs: PersonInputs;
  readonly calendars: readonly WorkCalendar[];
  readonly assumptions: readonly Assumption[];
};

function predicateAssumed({ rated, ratedBefore }: Read, period: Period): Assumption[] {
  if (rated !== undefined) return [];
  if (ratedBefore === undefined) return [assumed("PREDICATE_ASSUMED", { predicate: usual })];
  return [assumed("PREDICATE_LAST_KNOWN", { predicate: ratedBefore, period: previousPeriod(period) })];
}

function attendanceAssumed({ entries }: Read, period: Period): Assumption[] {
  const until = entries.attendance
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  if (until === undefined) return [assumed("ATTENDANCE_NONE")];
  return until < lastDay(period) ? [assumed("ATTENDANCE_UNTIL", { day: until })] : [];
}

/** The month as if it ended now, with what is assumed. Entries belong to the post that is held last. */
function supposed(
  read: Read,
  roster: readonly RosterRow[],
  personId: string,
  period: Period,
): Omit<Supposed, "calendars"> {
  const { entries, rated, ratedBefore } = read;
  const current = roster.filter(({ primary }) => primary).at(-1) ?? roster.at(-1);
  const employmentId = current?.employmentId ?? "";
  const predicate = rated ?? ratedBefore ?? usual;
  const assumptions = [
    ...predicateAssumed(read, period),
    ...attendanceAssumed(read, period),
    ...(entries.openMinutes > 0 ? [assumed("MINUTES_OPEN", { minutes: String(entries.openMinutes) })] : []),
  ];
  const months = [{ personId, employmentId, ...entries }];
  return { inputs: { personId, roster, months, predicates: [{ personId, employmentId, predicate }] }, assumptions };
}

/** The machine has told nothing yet: nobody has come late. */
const noFault: Facts = {
  "attendance.days": [],
  "attendance.absent_days": 0,
  "attendance.sick_days": 0,
  "attendance.leave_days": 0,
  "attendance.missed_checks": 0,
  "attendance.late_minutes": 0,
  "attendance.late_events": [],
  "attendance.early_minutes": 0,
  "attendance.early_events": [],
};

type Known = { readonly policy: PolicyRecord; readonly rows: readonly SnapshotRow[]; readonly doubtful: number };

/** The rule in force and the facts of pay, in one transaction; reading somebody else's is an audit row. */
async function know(
  records: Records,
  agencyId: string,
  { inputs, calendars }: Supposed,
  { period }: Asked,
  at: number,
): Promise<Known> {
  const policy = policyInForce(await records.policies.active(agencyId), period);
  const unitIds = [...new Set(inputs.roster.flatMap((row) => row.unitIds ?? []))];
  // What was recorded up to now is seen; the moment itself is not.
  const moment = at + 1;
  const whose = { personId: inputs.personId, unitIds };
  const facts = await factsOfRange(records, { agencyId, period, payoutPeriod: period, moment, people: [whose] });
  const own = facts.get(inputs.personId);
  const rows = snapshotOf(period, inputs, { taken: noDays, calendars, facts: own?.facts });
  return { policy, rows, doubtful: own?.conflicts.length ?? 0 };
}

const sideOf = (outcomes: readonly Outcome[]): SimulatedSide => {
  const sum = (of: (outcome: Outcome) => Rupiah): Rupiah =>
    outcomes.reduce((total, outcome) => rupiah(total + of(outcome)), noRupiah);
  return {
    gross: sum(({ gross }) => gross),
    cut: sum(({ cut }) => cut),
    net: sum(({ net }) => net),
    flags: [...new Set(outcomes.flatMap(({ flags }) => flags.map(({ code }) => code)))],
    payable: outcomes.length > 0 && outcomes.every(({ status }) => status === "payable"),
  };
};

/** What happens on a day happens in the post that holds it; all else in the one that is held last. */
function isOf(change: Change, row: SnapshotRow, last: SnapshotRow | undefined): boolean {
  const day: Day | undefined = change.what === "leave" ? undefined : "day" in change ? change.day : undefined;
  if (day !== undefined) return Math.floor(row.days / 2 ** (Number(day.slice(8)) - 1)) % 2 === 1;
  return change.what === "leave" || change.what === "predicate" || row === last;
}

const firstDayOf = (roster: readonly RosterRow[], { employmentId }: SnapshotRow): string =>
  roster.find((post) => post.employmentId === employmentId)?.validFrom ?? "";

function answerOf(
  { compile }: WhatIfNeeds,
  asked: Asked,
  { policy, rows, doubtful }: Known,
  { inputs, assumptions }: Supposed,
  changes: readonly Change[],
): SimulatedMonth {
  const compiled = compile(policy, asked.period);
  const say = linesSayer(compiled.document);
  const inOrder = rows.toSorted((a, b) => (firstDayOf(inputs.roster, a) < firstDayOf(inputs.roster, b) ? -1 : 1));
  const last = inOrder.at(-1);
  const made = inOrder.map((row) => ({
    employmentId: row.employmentId,
    ...simulate(
      compiled,
      { ...noFault, ...row.facts },
      changes.filter((change) => isOf(change, row, last)),
    ),
  }));
  const lineOf =
    ({ employmentId }: Simulated & { readonly employmentId: string }) =>
    ({ before, after }: LineChange): SimulatedLine => ({
      before: before && { employmentId, ...say(before) },
      after: after && { employmentId, ...say(after) },
    });
  const doubts = doubtful > 0 ? [assumed("PAY_FACTS_DOUBTFUL", { count: String(doubtful) })] : [];
  return {
    ...{ personId: asked.personId, period: asked.period, policy },
    before: sideOf(made.map(({ before }) => before)),
    after: sideOf(made.map(({ after }) => after)),
    lines: made.flatMap((one) => one.lines.map(lineOf(one))),
    assumptions: [...assumptions, ...doubts, assumed("TAX_LATER")],
  };
}

/** What the month would come to if these happened as well. Remote reads come first and hold no transaction; nothing is written but the audit row. */
export const simulateMonth =
  (needs: WhatIfNeeds) =>
  async (caller: Caller, query: WhatIfQuery): Promise<SimulatedMonth> => {
    needs.limit(caller.personId);
    const at = needs.now();
    const period = askedPeriod(query.period, at);
    const changes = changesOf(query.changes, period);
    const personId = query.personId ?? caller.personId;
    const isOwn = personId === caller.personId;
    const asked: Asked = { caller, personId, isOwn, period, agencyId: query.agencyId };
    const officer = isOwn
      ? undefined
      : await othersPlace(
          needs.accessTo,
          asked,
          query.agencyId === undefined ? await needs.agenciesOf(caller, personId) : [query.agencyId],
        );
    const read = await readMonth(needs, asked);
    const agencyId = agencyOf(read.posts, officer?.agencyId ?? query.agencyId);
    const [roster, calendars] = await Promise.all([
      needs.monthSoFar.roster(agencyId, personId, period),
      needs.monthSoFar.calendars(agencyId, period),
    ]);
    const month = { ...supposed(read, roster, personId, period), calendars };
    const scope: Scope = { agencies: [agencyId], person: caller.personId };
    const known = await needs.store.transaction(scope, async (records) => {
      if (officer) {
        const actor = { personId: caller.personId, role: officer.role, requestId: caller.requestId };
        const note = { action: "simulate", resource: "statement", objectId: personId, agencyId };
        await records.audit(actor, { ...note, detail: { period } }, at);
      }
      return know(records, agencyId, month, asked, at);
    });
    return answerOf(needs, asked, known, month, changes);
  };
