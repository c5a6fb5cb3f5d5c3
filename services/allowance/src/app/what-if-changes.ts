import { Refusal, type Violation } from "@kinerja/common/errors";
import { type Day, daysBetween, firstDay, isDay, lastDay, type Period } from "@kinerja/common/kernel";

import { type Change } from "../domain/simulation.ts";

export type ChangeKind = "APPROVED_DAYS" | "LATE" | "EARLY" | "MISSED_CHECK" | "ABSENT" | "PREDICATE" | "LEAVE";

/** A change as it was asked for; each kind has its own fields. */
export type AskedChange = {
  readonly kind: ChangeKind;
  readonly day?: string | undefined;
  readonly toDay?: string | undefined;
  readonly minutes?: number | undefined;
  readonly days?: number | undefined;
  readonly predicate?: string | undefined;
  readonly leaveKind?: string | undefined;
};
type Field = Exclude<keyof AskedChange, "kind">;

/** Jam kerja of Perpres 21/2023: 37.5 hours a week, five days. */
export const workdayMinutes = 450;

/** Predikat kinerja of PermenPANRB 6/2022, in the words of policies. */
export const predicates = ["sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik"] as const;

type Fields = { readonly needed: readonly Field[]; readonly optional: readonly Field[] };
const fieldsOf: Readonly<Record<ChangeKind, Fields>> = {
  APPROVED_DAYS: { needed: ["days"], optional: ["minutes"] },
  LATE: { needed: ["day", "minutes"], optional: [] },
  EARLY: { needed: ["day", "minutes"], optional: [] },
  MISSED_CHECK: { needed: ["day"], optional: [] },
  ABSENT: { needed: ["day"], optional: [] },
  PREDICATE: { needed: ["predicate"], optional: [] },
  LEAVE: { needed: ["leaveKind", "day"], optional: ["toDay"] },
};
const allFields: readonly Field[] = ["day", "toDay", "minutes", "days", "predicate", "leaveKind"];

type Found = readonly [field: Field, code: string, params?: Readonly<Record<string, string | number>>];

function shapeFaults(asked: AskedChange): Found[] {
  const { needed, optional } = fieldsOf[asked.kind];
  const missing = needed.filter((field) => asked[field] === undefined);
  const foreign = allFields.filter((field) => asked[field] !== undefined && ![...needed, ...optional].includes(field));
  return [
    ...missing.map((field): Found => [field, "FIELD_REQUIRED"]),
    ...foreign.map((field): Found => [field, "FIELD_UNKNOWN"]),
  ];
}

/** Of a year and more: cuti di luar tanggungan negara lasts three. In days. */
const longestLeave = 1_100;

/** The days lie in the month; leave may go on behind it. */
function dayFaults(asked: AskedChange, period: Period): Found[] {
  const { day, toDay = day } = asked;
  if (day === undefined || toDay === undefined) return [];
  const [first, last] = [firstDay(period), lastDay(period)];
  if (!isDay(day)) return [["day", "DATE_FORM"]];
  if (!isDay(toDay)) return [["toDay", "DATE_FORM"]];
  if (day < first || day > last) return [["day", "DATE_NOT_IN_MONTH", { first, last }]];
  if (toDay < day || daysBetween(day, toDay) >= longestLeave)
    return [["toDay", "DATE_SPAN", { maxDays: longestLeave }]];
  return [];
}

const wordFaults = ({ predicate, leaveKind }: AskedChange): Found[] => [
  ...(predicate !== undefined && !predicates.some((one) => one === predicate)
    ? [["predicate", "CHOICE_UNKNOWN", { choices: predicates.join(", ") }] as const]
    : []),
  ...(leaveKind !== undefined && !/^[a-z][a-z0-9_]{2,39}$/.test(leaveKind)
    ? [["leaveKind", "WORD_FORM"] as const]
    : []),
];

/** Its fields were checked to be there. */
type Whole = Required<{ [Name in Field]: NonNullable<AskedChange[Name]> }> & { readonly day: Day; readonly toDay: Day };

const makers: Readonly<Record<ChangeKind, (asked: Whole) => Change>> = {
  APPROVED_DAYS: ({ days, minutes }) => ({ what: "approved_minutes", more: days * minutes, days }),
  LATE: ({ day, minutes }) => ({ what: "late", day, minutes }),
  EARLY: ({ day, minutes }) => ({ what: "early", day, minutes }),
  MISSED_CHECK: ({ day }) => ({ what: "missed_check", day }),
  ABSENT: ({ day }) => ({ what: "absent", day }),
  PREDICATE: ({ predicate }) => ({ what: "predicate", predicate }),
  LEAVE: ({ leaveKind, day, toDay }) => ({ what: "leave", leave: { kind: leaveKind, from: day, to: toDay } }),
};

function changeOf({ kind, ...asked }: AskedChange): Change {
  const { day = "", days = 0, minutes = workdayMinutes, predicate = "", leaveKind = "" } = asked;
  const toDay = asked.toDay ?? day;
  return makers[kind]({ day: day as Day, toDay: toDay as Day, days, minutes, predicate, leaveKind });
}

const mostChanges = 40;

/** What was asked, as the simulation understands it; refuses with every fault by its place. */
export function changesOf(asked: readonly AskedChange[], period: Period): Change[] {
  const tooMany: Violation[] =
    asked.length > mostChanges
      ? [{ pointer: "/changes", code: "LIST_TOO_LONG", params: { max: mostChanges, length: asked.length } }]
      : [];
  const violations = asked.flatMap((one, place) => {
    const found = [...shapeFaults(one), ...dayFaults(one, period), ...wordFaults(one)];
    return found.map(([field, code, params]): Violation => ({
      pointer: `/changes/${place}/${field}`,
      code,
      ...(params && { params }),
    }));
  });
  if (tooMany.length > 0 || violations.length > 0)
    throw new Refusal("invalid", "REQUEST_INVALID", {}, [...tooMany, ...violations]);
  return asked.map(changeOf);
}
