import { Refusal } from "@kinerja/common/errors";
import { calendarOf, type Day, type Period, workingDays } from "@kinerja/common/kernel";

import { digest, sha256 } from "../adapters/ids.ts";
import { type Access, type AccessTo } from "../app/authorise.ts";
import { type Caller, type Sealed, type SealedPeriods } from "../app/ports.ts";
import { canonical, hashOf } from "../domain/hashing.ts";
import {
  type AttendanceFact,
  type MonthRow,
  type PredicateRow,
  type RosterRow,
  type SealedInputs,
  snapshotOf,
  type SnapshotRow,
  type WorkCalendar,
} from "../domain/snapshot.ts";

export const period = "2026-10" as Period;

/** The n-th id of a kind: persons 1, agencies 2, employments 3. */
const idOf = (kind: number, n: number): string => `0000000${kind}-0000-8000-8000-${String(n).padStart(12, "0")}`;
export const person = (n: number): string => idOf(1, n);
export const agency = (n: number): string => idOf(2, n);
export const employment = (n: number): string => idOf(3, n);

export const roster = (n: number, more: Partial<RosterRow> = {}): RosterRow => ({
  personId: person(n),
  employmentId: employment(n),
  validFrom: "2024-01-01" as Day,
  validTo: undefined,
  primary: true,
  positionClass: 8,
  staffKind: "pns",
  ...more,
});

export const present: AttendanceFact = {
  date: `${period}-01` as Day,
  status: "HADIR",
  lateMinutes: 0,
  earlyMinutes: 0,
  missedChecks: 0,
};
export const absent: AttendanceFact = { ...present, status: "ALPA", missedChecks: 2 };

export const month = (n: number, more: Partial<MonthRow> = {}): MonthRow => ({
  personId: person(n),
  employmentId: employment(n),
  approvedMinutes: 6_750,
  openMinutes: 0,
  daysWithEntries: 21,
  attendance: [present],
  ...more,
});

export const predicate = (n: number, value: string | undefined = "baik"): PredicateRow => ({
  personId: person(n),
  employmentId: employment(n),
  predicate: value,
});

/** A month of people 1 to n in which everybody did well. */
export const goodMonth = (people: number): SealedInputs => {
  const all = Array.from({ length: people }, (_, index) => index + 1);
  return {
    roster: all.map((n) => roster(n)),
    months: all.map((n) => month(n)),
    predicates: all.map((n) => predicate(n)),
  };
};

/** Of the agency, Monday to Friday. */
export const usualCalendar = (of: Period): WorkCalendar => ({
  unitId: undefined,
  workdays: new Set(workingDays(calendarOf(of, new Map()))),
});

/** The frozen rows of everybody, by person, as a freeze makes them one by one. */
export const rowsOf = (
  of: Period,
  { roster: all, months, predicates }: SealedInputs,
  taken: ReadonlyMap<string, number> = new Map(),
  calendars: readonly WorkCalendar[] = [],
): SnapshotRow[] =>
  [...new Set(all.map(({ personId }) => personId))].sort().flatMap((personId) => {
    const own = <Row extends { readonly personId: string }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => row.personId === personId);
    const inputs = { personId, roster: own(all), months: own(months), predicates: own(predicates) };
    return snapshotOf(of, inputs, { taken: taken.get(personId) ?? 0, calendars });
  });

const sealOf = (rows: readonly object[]): Omit<Sealed, "revision"> => ({
  count: BigInt(rows.length),
  sha256: hashOf(sha256, canonical(rows.map((row) => JSON.stringify(row)))),
});

export type FakeSealed = SealedPeriods & {
  set(agencyId: string, inputs: SealedInputs): void;
  /** What the next reads meet instead of an answer. */
  failWith(error: Error | undefined): void;
  reads: number;
  /** The usual one when nothing else is said. */
  calendars: readonly WorkCalendar[] | undefined;
};

/** By person id, as the services send them. */
// eslint-disable-next-line @typescript-eslint/require-await -- a stream whose rows are there already
async function* streamOf<Row extends { readonly personId: string }>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows.toSorted((a, b) => (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0));
} // prettier-ignore

/** The other services in memory: they seal what they are given, and refuse when another revision than the sealed one is asked for. */
export function fakeSealed(): FakeSealed {
  const inputs = new Map<string, SealedInputs>();
  let failure: Error | undefined;
  const seal = (agencyId: string, of: (inputs: SealedInputs) => readonly object[]): Promise<Sealed | undefined> => {
    const known = inputs.get(agencyId);
    return Promise.resolve(known && { revision: 1, ...sealOf(of(known)) });
  };
  const fake: FakeSealed = {
    reads: 0,
    calendars: undefined,
    set: (agencyId, given) => void inputs.set(agencyId, given),
    failWith: (error) => void (failure = error),
    activity: (_, agencyId) => seal(agencyId, ({ months }) => months),
    evaluation: (_, agencyId) => seal(agencyId, ({ predicates }) => predicates),
    open: ({ agencyId, period: of, ...sealed }) => {
      fake.reads += 1;
      const known = inputs.get(agencyId) ?? { roster: [], months: [], predicates: [] };
      if (failure) return Promise.reject(failure);
      // As with the real ones: that a row is missing is known at the end.
      const isSealed =
        sealOf(known.months).sha256 === sealed.activity.sha256 &&
        sealOf(known.predicates).sha256 === sealed.evaluation.sha256;
      const mismatch = new Refusal("refused", "INPUT_MISMATCH");
      return Promise.resolve({
        roster: streamOf(known.roster),
        months: streamOf(known.months),
        predicates: streamOf(known.predicates),
        calendar: { calendars: fake.calendars ?? [usualCalendar(of)], seal: sealOf([]) },
        ends: () => (isSealed ? Promise.resolve({ roster: sealOf(known.roster) }) : Promise.reject(mismatch)),
        close: () => undefined,
      });
    },
  };
  return fake;
}

export const maker = person(901);
export const checker = person(902);
export const approver = person(903);
export const otherChecker = person(904);
export const otherApprover = person(905);
export const auditor = person(906);

const duties: Readonly<Record<string, string>> = {
  [maker]: "PAY_MAKER",
  [checker]: "PAY_CHECKER",
  [approver]: "PAY_APPROVER",
  [otherChecker]: "PAY_CHECKER",
  [otherApprover]: "PAY_APPROVER",
  [auditor]: "AUDITOR",
};

/** Officers of agency 1 and 2 with one role each; everybody else is nobody there. */
export const fakeAccess =
  (may: (role: string, action: string, resource: string) => boolean = () => true): AccessTo =>
  ({ personId }, action, resource, { agencyId }): Promise<Access> => {
    const role = [agency(1), agency(2)].includes(agencyId) ? duties[personId] : undefined;
    if (role === undefined) return Promise.resolve({ verdict: "not-found", role: "none", isPayOfficer: false });
    const verdict = may(role, action, resource) ? "allow" : "forbidden";
    return Promise.resolve({ verdict, role, isPayOfficer: role.startsWith("PAY_") });
  };

/** A call of this person; with a key it may be repeated. */
export const callBy = (personId: string, key?: string, body = ""): Caller => ({
  personId,
  token: "token",
  requestId: "trace",
  request: { key, method: "test", body: Buffer.from(body) },
});

export { digest, sha256 };
