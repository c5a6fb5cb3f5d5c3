import { type Day, type PersonId } from "@kinerja/common/kernel";

import { type Person, type Unit } from "../domain/directory.ts";
import { type Employment } from "../domain/employment.ts";
import { type Column } from "../domain/import/columns.ts";
import { gatherFindings } from "../domain/import/finding.ts";
import { type Current, type ImportOptions, type ImportPlan } from "../domain/import/model.ts";
import { planImport } from "../domain/import/plan.ts";
import { readRow } from "../domain/import/row.ts";
import { type Steps } from "../domain/import/steps.ts";
import { type Relation } from "../domain/relation.ts";
import { type Line } from "./people.ts";

export const nothing: Current = {
  agencies: [],
  units: [],
  people: [],
  employments: [],
  relations: [],
  positionKinds: new Map(),
  foreignUnits: new Set(),
  elsewhere: new Set(),
};

let made = 0;
const everything: ImportOptions = {
  from: "2026-10-01" as Day,
  defaultZone: "WIB",
  decree: "CSV",
  namesSuperiors: true,
  mayImportInto: () => true,
  newId: () => `id-${++made}`,
};

function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The planning of an import of lines; the blind index of a NIP is the NIP itself. */
export function planSteps(
  lines: readonly Line[],
  current: Current,
  options: Partial<ImportOptions> = {},
): Steps<ImportPlan> {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line)))] as Column[];
  const columns = new Map(names.map((name, index) => [name, index]));
  const findings = gatherFindings();
  const from = options.from ?? everything.from;
  const rows = lines.flatMap((line, index) => {
    const cells = names.map((name) => line[name] ?? "");
    return readRow(cells, index + 2, { columns, indexOf: (nip) => nip, from }, findings) ?? [];
  });
  const namesSuperiors = columns.has("atasan_nip");
  const context = { current, options: { ...everything, namesSuperiors, ...options }, findings };
  return planImport(rows, lines.length, context);
}

export const planLines = (...args: Parameters<typeof planSteps>): ImportPlan => atOnce(planSteps(...args));

const merge = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] => [
  ...new Map([...before, ...after].map((one) => [one.id, one])).values(),
];

/** What is stored once the plan is carried out. */
export const carriedOut = (current: Current, plan: ImportPlan): Current => ({
  ...current,
  agencies: merge(current.agencies, plan.agencies),
  units: merge<Unit>(current.units, plan.units),
  people: merge<Person>(
    current.people,
    plan.people.map(({ person }) => person),
  ),
  employments: merge<Employment>(current.employments, plan.employments),
  relations: merge<Relation>(current.relations, plan.relations),
  positionKinds: new Map([...current.positionKinds, ...plan.positions.map(({ id, kind }) => [id, kind] as const)]),
});

export const stored = (...imports: (readonly Line[])[]): Current =>
  imports.reduce<Current>((current, lines) => carriedOut(current, planLines(lines, current)), nothing);

/** Findings as "line code". */
export const told = (plan: ImportPlan): string[] =>
  plan.findings.map(({ line, severity, code }) => `${line} ${severity} ${code}`);

export const asPerson = (id: string): PersonId => id as PersonId;

/** What is read for an import from a day on: nothing that ended before. */
export const asLoaded = (current: Current, from: Day): Current => ({
  ...current,
  employments: current.employments.filter(({ validTo }) => validTo === undefined || validTo >= from),
  relations: current.relations.filter(({ validTo }) => validTo === undefined || validTo >= from),
});
