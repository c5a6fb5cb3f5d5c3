import { type TraceStep } from "../policy/outcome.ts";

/** A line of a statement as it was, and as it would be; one of the two is missing where only one statement has it. */
export type ChangedLine = {
  readonly employmentId: string;
  readonly voided: TraceStep | undefined;
  readonly added: TraceStep | undefined;
};

const isSame = (one: TraceStep, other: TraceStep): boolean =>
  one.exact === other.exact && JSON.stringify(one.inputs) === JSON.stringify(other.inputs);

/** The void and the add as one unit: the lines that differ, in the order of the new statement, then those that are gone. */
export function changedLines(
  employmentId: string,
  old: readonly TraceStep[],
  fresh: readonly TraceStep[],
): ChangedLine[] {
  const before = new Map(old.map((step) => [step.id, step]));
  const after = new Set(fresh.map(({ id }) => id));
  const changed = fresh.flatMap((added): ChangedLine[] => {
    const voided = before.get(added.id);
    return voided !== undefined && isSame(voided, added) ? [] : [{ employmentId, voided, added }];
  });
  const gone = old.filter(({ id }) => !after.has(id));
  return [...changed, ...gone.map((voided): ChangedLine => ({ employmentId, voided, added: undefined }))];
}
