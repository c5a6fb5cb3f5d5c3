import { Refusal } from "@kinerja/common/errors";

import { type Counts, countsOf, type PatternPolicy } from "../domain/distribution.ts";
import { unexplainedOf, violationsOf } from "../domain/issue.ts";
import { parseTerm } from "../domain/period.ts";
import { type UnitPredicate } from "../domain/predicate.ts";
import { explain, setPredicate } from "../domain/unit.ts";
import { type AccessTo, authorise, type Caller, type Grant, type Need } from "./authorise.ts";
import { type Directory, membersIn, type Unit } from "./sources.ts";
import { noteFor, type UnitKey, type UnitStore } from "./stores.ts";

export type UnitNeeds = {
  readonly units: UnitStore;
  readonly directory: Pick<Directory, "units" | "assessed" | "employments">;
  readonly accessTo: AccessTo;
  readonly policy: PatternPolicy;
};

export type UnitQuery = { readonly agencyId: string; readonly unitId: string; readonly period: string };

type Line = { readonly unit: Unit; readonly above: Unit | undefined };

async function findUnit({ directory }: UnitNeeds, caller: Caller, { agencyId, unitId }: UnitQuery): Promise<Line> {
  const units = await directory.units(caller, agencyId);
  const unit = units.find((one) => one.unitId === unitId);
  if (unit === undefined) throw new Refusal("not-found", "UNIT_UNKNOWN");
  return { unit, above: units.find((one) => one.unitId === unit.parentId) };
}

/** Who assesses the head, or heads the unit above, stands one level above the unit. */
async function standsAbove(
  { accessTo }: UnitNeeds,
  caller: Caller,
  agencyId: string,
  { unit, above }: Line,
): Promise<boolean> {
  if (above?.headPersonId === caller.personId) return true;
  const head = unit.headPersonId;
  if (head === undefined || head === caller.personId) return false;
  const [access] = await accessTo(caller, ["set", "unit-predicate"], [{ agencyId, personId: head }]);
  return access?.relations.includes("superior") === true || access?.relations.includes("acting") === true;
}

/** The head, or who assesses somebody of the unit in the head's place. */
async function heads({ directory }: UnitNeeds, caller: Caller, { unit }: Line, { unitId, period }: UnitQuery) {
  if (unit.headPersonId === caller.personId) return true;
  const members = await membersIn(directory, await directory.assessed(caller), parseTerm(period));
  return members.some(({ place }) => place.unitId === unitId);
}

async function grantFor(
  needs: UnitNeeds,
  caller: Caller,
  need: Need,
  query: UnitQuery,
  headToo: boolean,
): Promise<Grant> {
  const line = await findUnit(needs, caller, query);
  const isHead = headToo && (await heads(needs, caller, line, query));
  const leads = isHead || (await standsAbove(needs, caller, query.agencyId, line));
  return authorise(needs.accessTo, caller, need, [{ agencyId: query.agencyId, leads }]);
}

const keyOf = ({ agencyId, unitId, period }: UnitQuery): UnitKey => ({ agencyId, unitId, term: parseTerm(period) });

export type PredicateCommand = UnitQuery & { readonly predicate: UnitPredicate; readonly reason: string };

/** Sets a unit's predicate: the leader one level above, or the officer who has the decree. */
export const setUnitPredicate =
  (needs: UnitNeeds) =>
  async (caller: Caller, command: PredicateCommand): Promise<void> => {
    const need: Need = ["set", "unit-predicate"];
    const key = keyOf(command);
    const grant = await grantFor(needs, caller, need, command, false);
    await needs.units.change({ caller, grant, need, command }, key, (unit) =>
      setPredicate(unit, key.term, command.predicate, command.reason),
    );
  };

export type Distribution = {
  readonly predicate: UnitPredicate | undefined;
  readonly counts: Counts;
  readonly violations: readonly string[];
  readonly reason: string;
  readonly unexplained: readonly string[];
  /** Smallest population that a pattern binds. */
  readonly bindingFrom: number;
};

/** The predicates of a unit's people against the pattern of its own. */
export const getDistribution =
  (needs: UnitNeeds) =>
  async (caller: Caller, query: UnitQuery): Promise<Distribution> => {
    const need: Need = ["read", "distribution"];
    const key = keyOf(query);
    const grant = await grantFor(needs, caller, need, query, true);
    const unit = await needs.units.look(grant, noteFor(grant, caller, need, `${key.unitId}/${key.term}`), key);
    return {
      predicate: unit.predicate,
      counts: countsOf(unit.groups, needs.policy),
      violations: violationsOf(unit, needs.policy),
      reason: unit.reason,
      unexplained: unexplainedOf(unit, needs.policy),
      bindingFrom: needs.policy.minPopulation,
    };
  };

/** Gives the written reason for what the pattern does not allow. */
export const explainDistribution =
  (needs: UnitNeeds) =>
  async (caller: Caller, command: UnitQuery & { readonly reason: string }): Promise<void> => {
    const need: Need = ["explain", "distribution"];
    const key = keyOf(command);
    const grant = await grantFor(needs, caller, need, command, true);
    await needs.units.change({ caller, grant, need, command }, key, (unit) =>
      explain(unit, command.reason, needs.policy),
    );
  };
