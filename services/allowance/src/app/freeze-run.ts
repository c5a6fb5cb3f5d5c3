import { firstDay, lastDay, nextPeriod } from "@kinerja/common/kernel";

import { byHandOf } from "../domain/by-hand.ts";
import { claimClass, claimedDays, claimTime, takenDays } from "../domain/claims.ts";
import { noDays } from "../domain/days.ts";
import { type FactsOfMonths } from "../domain/facts/month.ts";
import { type FactRow } from "../domain/facts/row.ts";
import { FrozenPacker, type FrozenPerson, type FrozenRange, type PayoutKnown } from "../domain/frozen.ts";
import { type Hash } from "../domain/hashing.ts";
import { type Asked, askedBy, dueScopeOf, mayLeave } from "../domain/payout/asked.ts";
import { asksByHand, factsUntil, readIfAsked } from "../domain/policy/anomalies.ts";
import { monthRule, type MonthRule } from "../domain/month-rule.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { unreadOf } from "../domain/unread-facts.ts";
import { claimOf, type PersonInputs, snapshotOf, type Taken, type WorkCalendar } from "../domain/snapshot.ts";
import { allRanges } from "./all-ranges.ts";
import { layoutOf } from "../domain/statement.ts";
import { factsOfRange, type FreezeQuery, sharedFactsOf } from "./facts/range-facts.ts";
import { snapshotHash } from "./hash-run.ts";
import { knownOf, type RangeKnowledge, rangeKnowledge, taxedRunsOf } from "./payout-knowledge.ts";
import { type OpenedPeriods, type QueuedRun, type Records, type Run } from "./ports.ts";
import { type Range } from "./range-ports.ts";
import { compiledPolicy, policyTextOf, step, type WorkNeeds } from "./work-parts.ts";
import { type Listed, listed, type RosterPerson, rosterPeople, type SealedOf, sealedOf } from "./zip-people.ts";

/** One attempt to freeze a run. Its version is its token: a later attempt has another one, and this one then writes nothing more. */
type Freeze = {
  readonly queued: QueuedRun;
  readonly run: Run;
  readonly document: PolicyDocument;
  /** By the document. */
  readonly ruled: MonthRule;
  readonly layout: string;
  readonly asked: Asked;
  readonly taxedRuns: readonly string[];
  readonly query: FreezeQuery & { readonly shared: readonly FactRow[] };
  readonly calendars: readonly WorkCalendar[];
  readonly sealedOf: SealedOf;
  /** Whose month was another one when it was sealed first. */
  readonly changed: Listed;
  /** Of the facts that rows and payouts rest on, person by person. */
  readonly factHash: Hash;
  readonly ranges: Pick<Range, "no" | "sha256">[];
  factCount: number;
  /** The range before, on its way to its table. */
  writing: Promise<void>;
};

/** Somebody else freezes the run now. */
class Overtaken extends Error {}

const newest = async <T>(
  needs: WorkNeeds,
  { queued, run }: Pick<Freeze, "queued" | "run">,
  work: (records: Records, run: Run) => Promise<T>,
): Promise<T> => {
  const done = await step(needs, queued, "FREEZING", async (records, now) =>
    now.version === run.version ? { value: await work(records, now) } : undefined,
  );
  if (done === undefined) throw new Overtaken();
  return done.value;
};

/** Throws away what an attempt before has left, and takes the moment that facts are read at. */
const begin = (needs: WorkNeeds, queued: QueuedRun) =>
  step(needs, queued, "FREEZING", async (records, found) => {
    const moment = await records.facts.moment(found.agencyId, needs.now());
    const run = { ...found, version: found.version + 1 };
    await records.ranges.prepare(run.period, run.payoutPeriod);
    await records.ranges.discard(run);
    await records.runs.save(run, needs.now());
    const policy = compiledPolicy(needs.parse, await policyTextOf(records, run), run);
    const { agencyId, period, payoutPeriod } = run;
    const query = { agencyId, period, payoutPeriod, moment };
    const shared = await sharedFactsOf(records, query);
    const asked = askedInRun(policy.document, run);
    const taxedRuns = await taxedRunsOf(records, needs.parse, asked, run);
    return { run, policy, asked, taxedRuns, query: { ...query, shared } };
  });

/** People between two ids who have something due, by id. */
async function* peopleWithDue(
  needs: WorkNeeds,
  freeze: Freeze,
  between: { readonly after: string | undefined; readonly upTo: string | undefined },
): AsyncGenerator<string> {
  const { agencyId, payoutPeriod, rangeSize: limit } = freeze.run;
  let found: readonly string[];
  let { after } = between;
  do {
    const page = { after, upTo: between.upTo, owing: freeze.asked.salary, limit, scope: dueScopeOf(freeze.run) };
    found = await newest(needs, freeze, ({ dues }) => dues.peopleWithDue(agencyId, payoutPeriod, page));
    after = found.at(-1);
    yield* found;
  } while (found.length === limit);
}

/** These people, and between them those who are in no roster and have something due: all by person id. */
async function withDue(
  needs: WorkNeeds,
  freeze: Freeze,
  people: readonly RosterPerson[],
  between: Parameters<typeof peopleWithDue>[2],
): Promise<readonly RosterPerson[]> {
  if (!freeze.asked.dues) return people;
  const all: RosterPerson[] = [];
  let at = 0;
  for await (const personId of peopleWithDue(needs, freeze, between)) {
    for (let next = people[at]; next && next.personId < personId; next = people[++at]) all.push(next);
    if (people[at]?.personId !== personId) all.push({ personId, roster: [] });
  }
  return at === 0 && all.length === 0 ? people : [...all, ...people.slice(at)];
}

/** Everybody who may be paid, by person id, so many at once as ranges have. */
async function* everybody(
  needs: WorkNeeds,
  freeze: Freeze,
  roster: AsyncIterable<readonly RosterPerson[]>,
): AsyncGenerator<readonly RosterPerson[]> {
  const { rangeSize } = freeze.run;
  let after: string | undefined;
  let rest: readonly RosterPerson[] = [];
  const found = async function* (
    people: readonly RosterPerson[],
    upTo: string | undefined,
  ): AsyncGenerator<readonly RosterPerson[]> {
    const all = [...rest, ...(await withDue(needs, freeze, people, { after, upTo }))];
    after = upTo;
    let from = 0;
    for (; all.length - from >= rangeSize; from += rangeSize) yield all.slice(from, from + rangeSize);
    rest = all.slice(from);
  };
  let last: readonly RosterPerson[] = [];
  for await (const people of roster)
    if (people.length < rangeSize) last = people;
    else yield* found(people, people.at(-1)?.personId);
  yield* found(last, undefined);
  if (rest.length > 0) yield rest;
}

type Own = {
  readonly facts: ReadonlyMap<string, FactsOfMonths>;
  readonly taken: Taken;
  readonly knowledge: RangeKnowledge;
  readonly changed: ReadonlySet<string>;
};

/** Who of these people works in the agency no more behind the month of payment: nobody but those whose last row ends by then is asked for. */
async function leavingOf(needs: WorkNeeds, freeze: Freeze, people: readonly RosterPerson[]): Promise<Set<string>> {
  const { agencyId, payoutPeriod } = freeze.run;
  if (freeze.asked.year !== "leaving") return new Set();
  const doubtful = people.filter(({ roster }) => mayLeave(roster, payoutPeriod)).map(({ personId }) => personId);
  if (doubtful.length === 0) return new Set();
  const next = firstDay(nextPeriod(payoutPeriod));
  const staying = await needs.employedWithin(agencyId, doubtful, { from: next, to: next, posts: "FIRST" });
  return new Set(doubtful.filter((personId) => !staying.has(personId)));
}

/** Who of these people has left before the month of payment, where its salary counts: nobody but those in no roster is asked for. */
async function goneOf(needs: WorkNeeds, freeze: Freeze, people: readonly RosterPerson[]): Promise<Set<string>> {
  const { agencyId, payoutPeriod } = freeze.run;
  const doubtful = people.filter(({ roster }) => roster.length === 0).map(({ personId }) => personId);
  if (!freeze.asked.salary || doubtful.length === 0) return new Set();
  const month = { from: firstDay(payoutPeriod), to: lastDay(payoutPeriod) };
  const employed = await needs.employedWithin(agencyId, doubtful, { ...month, posts: "ANY" });
  return new Set(doubtful.filter((personId) => !employed.has(personId)));
}

type Whereabouts = Pick<RangeKnowledge, "leaving" | "gone">;
const whereaboutsOf = async (...of: Parameters<typeof leavingOf>): Promise<Whereabouts> => {
  const [leaving, gone] = await Promise.all([leavingOf(...of), goneOf(...of)]);
  return { leaving, gone };
};

/** What this service knows of these people itself. */
async function ownOf(
  records: Records,
  freeze: Freeze,
  people: readonly RosterPerson[],
  { leaving, gone, changed }: Whereabouts & Pick<Own, "changed">,
): Promise<Own> {
  const { run, document, query, asked } = freeze;
  const { kind, period } = run;
  const claims = people
    .map(({ personId, roster }) => ({ personId, days: claimedDays(kind, claimOf(period, roster)) }))
    .filter(({ days }) => days !== noDays);
  const time = { id: run.id, period: claimTime(kind, period) };
  const taken: Taken =
    claims.length === 0 ? new Map() : await records.ranges.claim(time, claimClass(document.kind), claims);
  const whose = people.map(({ personId, roster }) => ({
    personId,
    unitIds: [...new Set(roster.flatMap(({ unitIds = [] }) => unitIds))],
  }));
  const facts = await factsOfRange(records, { ...query, people: whose });
  const ids = people.map(({ personId }) => personId);
  const knowing = { ids, gone, leaving, facts, taxedRuns: freeze.taxedRuns };
  return { facts, taken, changed, knowledge: await rangeKnowledge(records, run, asked, query, knowing) };
}

/** A share that is owed waits where later payments may come; it is given back, or billed, at once. */
const isSettled = ({ contributionItems = [], hasLeft }: PayoutKnown): boolean =>
  contributionItems.some(({ own }) => own <= 0n || hasLeft === true);

const isNothing = (payout: PayoutKnown | undefined): boolean =>
  payout === undefined || (payout.due.length === 0 && !isSettled(payout));

const notTaken = { days: noDays, by: [] };

/** Everything of one person; undefined where nothing is to be paid. */
function frozenOf(
  freeze: Freeze,
  person: PersonInputs,
  { facts, taken, knowledge, changed }: Own,
): FrozenPerson | undefined {
  const { run, asked, calendars } = freeze;
  const { personId } = person;
  const found = facts.get(personId);
  const { days: others, by: paidBy } = taken.get(personId) ?? notTaken;
  const daysTaken = takenDays(run.kind, run.period, others);
  const all = snapshotOf(run.period, person, { taken: daysTaken, calendars, ...found });
  const rows = freeze.ruled(all);
  const whose = { personId, payoutPeriod: run.payoutPeriod };
  const sealedAnew = changed.has(personId) ? run.activity.revision : undefined;
  const byHand = asked.byHand === true ? byHandOf(run.period, rows, person.months) : undefined;
  const unread = asked.read && found && unreadOf(run.period, asked.read, found, rows);
  const payout = knownOf(asked, knowledge, { ...whose, paidBy, sealedAnew, byHand, unread }, rows, found);
  if (rows.length === 0 && isNothing(payout)) return undefined;
  noteFacts(freeze, personId, found?.ids ?? []);
  return { personId, rows, payout };
}

function noteFacts(freeze: Freeze, personId: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  freeze.factCount += ids.length;
  freeze.factHash.update(`${personId} ${ids.join(" ")}\n`);
}

/** Some ten milliseconds of work. */
const peopleAtOnce = 250;

/** The frozen rows of a range, made bit by bit: calls are answered meanwhile. */
async function packRange(
  needs: WorkNeeds,
  freeze: Freeze,
  people: readonly RosterPerson[],
  own: Own,
): Promise<FrozenRange> {
  const packer = new FrozenPacker(needs.newHash);
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    for (const person of people.slice(from, from + peopleAtOnce)) {
      const sealed = freeze.sealedOf(person);
      const frozen = frozenOf(freeze, sealed instanceof Promise ? await sealed : sealed, own);
      if (frozen) packer.add(frozen);
    }
    await needs.breathe();
  }
  return packer.range();
}

/** Until the range before is written. One that could not be, since somebody else has begun anew, is nobody's trouble. */
async function written(needs: WorkNeeds, freeze: Freeze): Promise<void> {
  try {
    await freeze.writing;
  } catch (error) {
    await newest(needs, freeze, () => Promise.resolve());
    throw error;
  }
}

type Gathered = { readonly people: readonly RosterPerson[]; readonly own: Promise<Own> };

/** Packs a range and gives it to its table, one after the other. */
async function freezeRange(needs: WorkNeeds, freeze: Freeze, { people, own }: Gathered): Promise<void> {
  const range = await packRange(needs, freeze, people, await own);
  await written(needs, freeze);
  if (range.people === 0) return;
  const no = freeze.ranges.length;
  freeze.ranges.push({ no, sha256: range.sha256 });
  freeze.writing = needs.bulk.writeFrozen(freeze.run, no, range);
  // It is waited for behind the next range.
  freeze.writing.catch(() => undefined);
}

/**
 * While the table takes a range and the database claims the days of the next one, the one between them is packed. Rows and claims are there together, or
 * the next attempt throws both away; what an older attempt still writes is refused, since the run has another version then.
 */
async function freezeRanges(
  needs: WorkNeeds,
  freeze: Freeze,
  ranges: AsyncIterable<readonly RosterPerson[]>,
): Promise<void> {
  let before: Gathered | undefined;
  try {
    for await (const people of ranges) {
      const changed = await freeze.changed.among(people);
      const own = whereaboutsOf(needs, freeze, people).then((where) =>
        newest(needs, freeze, (records) => ownOf(records, freeze, people, { ...where, changed })),
      );
      own.catch(() => undefined);
      const ready = before;
      before = { people, own };
      if (ready) await freezeRange(needs, freeze, ready);
    }
    if (before) await freezeRange(needs, freeze, before);
    await written(needs, freeze);
  } finally {
    // Nothing of this attempt goes on behind its end.
    await Promise.allSettled([before?.own, freeze.writing]);
  }
}

/** What stands in the tables is what this attempt has written. */
async function refuseUnlessWhole(records: Records, { run, ranges }: Freeze): Promise<void> {
  const stored = await allRanges(records.ranges, run.id);
  const isWhole = stored.length === ranges.length && ranges.every(({ sha256 }, no) => stored[no]?.sha256 === sha256);
  if (!isWhole) throw new Error(`the ranges of run ${run.id} are not those that were frozen`);
}

async function finish(
  needs: WorkNeeds,
  freeze: Freeze,
  seals: Pick<Run, "roster" | "calendar">,
  holders: readonly string[],
): Promise<void> {
  await newest(needs, freeze, async (records, run) => {
    await refuseUnlessWhole(records, freeze);
    // Who acted before and holds no role any more still has had a hand in it.
    const officers = [...new Set([...(await records.policies.officers(run.agencyId)), ...holders])].sort();
    const facts = {
      moment: freeze.query.moment,
      count: BigInt(freeze.factCount),
      sha256: freeze.factHash.hex(),
    };
    const snapshotSha256 = snapshotHash(needs.newHash, run, { ...seals, facts }, freeze.ranges);
    const { layout, ranges } = freeze;
    const frozen = { ...seals, officers, facts, snapshotSha256, layout, ranges: ranges.length };
    await records.runs.save({ ...run, ...frozen, state: "COMPUTING" }, needs.now());
  });
}

async function* none(): AsyncGenerator<never> {
  // What pays nothing but items reads nothing that other services have sealed.
}
const nothingOpened: OpenedPeriods = {
  ...{ roster: none(), months: none(), predicates: none() },
  calendar: { calendars: [], seal: { count: 0n, sha256: "" } },
  ends: () => Promise.resolve({ roster: { count: 0n, sha256: "" } }),
  close: () => undefined,
};

const askedInRun = (document: PolicyDocument, run: Run): Asked => ({
  ...askedBy(document.payout, run, run.payoutPeriod),
  factsUntil: factsUntil(document, run.period),
  byHand: asksByHand(document),
  read: readIfAsked(document),
});

/** Asked for where late data are, and only of a month that was sealed more than once: both of its revisions are read beside the one that is paid. */
function changedSinceFirst({ changedPeople }: WorkNeeds, { agencyId, period, activity }: Run, asked: Asked): Listed {
  const isAsked = asked.factsUntil !== undefined && activity.revision > 1;
  const ids = isAsked ? changedPeople(agencyId, period, { before: 1, after: activity.revision }) : none();
  return listed("ACTIVITY", ids);
}

async function freezeOpened(needs: WorkNeeds, freeze: Freeze, opened: OpenedPeriods): Promise<void> {
  await freezeRanges(needs, freeze, everybody(needs, freeze, rosterPeople(opened.roster, freeze.run.rangeSize)));
  const { roster } = await opened.ends();
  const holders = await needs.payOfficers(freeze.run.agencyId, needs.now());
  await finish(needs, freeze, { roster, calendar: opened.calendar.seal }, holders);
}

/**
 * Reads what others have sealed, range by range, and keeps it: memory of one range. No lock is held while another service is waited for. An attempt
 * that ends early leaves ranges that the next one throws away; two at once, and the older one gives way.
 */
export async function freezeRun(needs: WorkNeeds, queued: QueuedRun): Promise<void> {
  const begun = await begin(needs, queued);
  if (!begun) return;
  const { run, policy, query, asked, taxedRuns } = begun;
  const opened = run.duesOnly ? nothingOpened : await needs.sealed.open(run);
  const { document } = policy;
  const freeze: Freeze = {
    ...{ queued, run, query, calendars: opened.calendar.calendars, factCount: 0 },
    ...{ document, ruled: monthRule(document, run.period) },
    sealedOf: sealedOf(opened),
    changed: changedSinceFirst(needs, run, asked),
    ...{ layout: layoutOf(policy), asked, taxedRuns },
    ...{ factHash: needs.newHash(), ranges: [], writing: Promise.resolve() },
  };
  try {
    await freezeOpened(needs, freeze, opened);
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  } finally {
    await freeze.changed.close();
    opened.close();
  }
}
