import { type Period, sumRupiah } from "@kinerja/common/kernel";

import { digest } from "../adapters/ids.ts";
import { compilePolicy, type Policy } from "../domain/policy/compile.ts";
import { type PolicyDocument } from "../domain/policy/document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { type SnapshotRow } from "../domain/snapshot.ts";
import { layoutOf, statementMaker, statementReader } from "../domain/statement.ts";
import { employment, person } from "./month.ts";
import { randomFacts } from "./random-facts.ts";

export const wholeMonth = 2 ** 31 - 1;

export const rowWith = (facts: Facts, more: Partial<SnapshotRow> = {}): SnapshotRow => ({
  personId: person(1),
  employmentId: employment(1),
  days: wholeMonth,
  facts,
  flags: [],
  ...more,
});

/** As a text, whatever the order of params: their names have none. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}n` : one));

const inOrder = (flags: readonly Flag[]): unknown[] =>
  flags.map((flag) => ({ ...flag, params: Object.entries(flag.params).sort() }));

/** What a statement, packed and read again, says otherwise than the engine that tells each step; undefined when nothing. */
function saidOtherwise(
  policy: Policy,
  make: ReturnType<typeof statementMaker>,
  read: ReturnType<typeof statementReader>,
  facts: Facts,
): string | undefined {
  const { status, gross, cut, net, components, trace, flags } = policy.evaluate(facts);
  const told = textOf({ status, gross, cut, net, components, trace, flags: inOrder(flags) });
  const made = make(rowWith(facts));
  const stated = read(made.packed);
  const said = textOf({
    ...{ status: stated.status, gross: stated.gross, cut: stated.cut, net: stated.net },
    ...{ components: stated.components, trace: stated.trace, flags: inOrder(stated.told) },
  });
  if (said !== told) return `the statement says ${said}, the engine ${told}`;
  const late = sumRupiah(components.filter(({ monthsLate }) => monthsLate > 0).map((component) => component.net));
  const row = textOf([made.status, made.gross, made.cut, made.net, made.late, made.components, made.flags]);
  return row === textOf([status, gross, cut, net, late, components, flags]) && stated.late === late
    ? undefined
    : `the row says ${row}, the engine ${told}`;
}

/** Packs and reads the months of seeds; how many were payable. Throws with the first that comes back as something else. */
export function readAgain(document: PolicyDocument, period: Period, from: number, count: number): number {
  const policy = compilePolicy(document, period);
  const [make, read] = [statementMaker(policy, digest), statementReader(layoutOf(policy))];
  let payable = 0;
  for (let seed = from; seed < from + count; seed++) {
    const facts = randomFacts(document, period, seed);
    const wrong = saidOtherwise(policy, make, read, facts);
    if (wrong !== undefined) throw new Error(`${document.id} ${period}, seed ${seed}: ${wrong}`);
    if (policy.reckon(facts).program !== "none") payable += 1;
  }
  return payable;
}
