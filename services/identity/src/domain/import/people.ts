import { type PersonId, personIdFromSiasn } from "@kinerja/common/kernel";

import { type Person } from "../directory.ts";
import { type PersonChange, type PersonLines, type PlanContext } from "./model.ts";
import { type Row } from "./row.ts";
import { flatMapSteps, type Steps } from "./steps.ts";

type Names = Pick<Person, "name" | "titleBefore" | "titleAfter">;
const sameNames = (a: Names, b: Names): boolean =>
  a.name === b.name && a.titleBefore === b.titleBefore && a.titleAfter === b.titleAfter;

const isSame = (before: Person, row: Row): boolean =>
  before.active && before.nipIndex === row.nipIndex && before.siasnId === row.pnsId && sameNames(before, row);

const namesOf = ({ name, titleBefore, titleAfter }: Row): Names => ({ name, titleBefore, titleAfter });

function newPerson(row: Row): Pick<PersonLines, "person" | "change"> {
  const { pnsId: siasnId, nipIndex, nip } = row;
  const id = personIdFromSiasn(siasnId);
  const person: Person = { id, siasnId, ...namesOf(row), nipIndex, active: true, version: 1 };
  return { person, change: { person, nip, isNew: true, aliasId: undefined } };
}

function personOf(row: Row, before: Person | undefined): Pick<PersonLines, "person" | "change"> {
  if (before === undefined) return newPerson(row);
  if (isSame(before, row)) return { person: before, change: undefined };
  const { pnsId: siasnId, nipIndex } = row;
  const version = before.version + 1;
  const person: Person = { ...before, siasnId, ...namesOf(row), nipIndex, active: true, version };
  const change: PersonChange = {
    person,
    nip: before.nipIndex === nipIndex ? undefined : row.nip,
    isNew: false,
    aliasId: before.siasnId === undefined ? personIdFromSiasn(siasnId) : undefined,
  };
  return { person, change };
}

type Known = {
  readonly bySiasn: ReadonlyMap<string, Person>;
  readonly byNip: ReadonlyMap<string, Person>;
  readonly withMain: ReadonlySet<PersonId>;
};

export function knownPeople({ current, options }: PlanContext): Known {
  const bySiasn = new Map<string, Person>();
  for (const person of current.people) if (person.siasnId !== undefined) bySiasn.set(person.siasnId, person);
  const mains = current.employments.filter(
    ({ main, validTo }) => main && (validTo === undefined || validTo >= options.from),
  );
  return {
    bySiasn,
    byNip: new Map(current.people.map((person) => [person.nipIndex, person])),
    withMain: new Set(mains.map(({ personId }) => personId)),
  };
}

/** Who the lines mean, by SIASN id; by NIP only somebody whose SIASN id was not known until now. */
export function match(row: Row, { bySiasn, byNip }: Known): Person | "taken" | undefined {
  const known = bySiasn.get(row.pnsId);
  const holder = byNip.get(row.nipIndex);
  if (holder === undefined || holder.id === known?.id) return known;
  return known === undefined && holder.siasnId === undefined ? holder : "taken";
}

export function* planPeople(groups: readonly (readonly Row[])[], context: PlanContext): Steps<PersonLines[]> {
  const known = knownPeople(context);
  const leaveOut = (rows: readonly Row[], column: string, code: string): [] => {
    for (const { line } of rows) context.findings.error({ line, column }, code);
    return [];
  };
  yield;
  return yield* flatMapSteps(groups, (rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const before = match(first, known);
    if (before === "taken") return leaveOut(rows, "nip_baru", "NIP_TAKEN");
    if (before && context.current.elsewhere.has(before.id)) return leaveOut(rows, "pns_id", "PERSON_ELSEWHERE");
    const hasMain = first.main || (before !== undefined && known.withMain.has(before.id));
    if (!hasMain) return leaveOut(rows, "utama", "MAIN_MISSING");
    return [{ ...personOf(first, before), rows }];
  });
}
