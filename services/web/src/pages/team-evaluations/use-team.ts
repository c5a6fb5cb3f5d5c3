import { Problem } from "../../api/problem.ts";
import { type Me } from "../../api/types.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { type EvaluationCalls, useEvaluationCalls } from "../evaluation/calls.ts";
import { type Distribution, type Evaluation, type Unit } from "../evaluation/types.ts";
import { unitsOf } from "./pattern.ts";

export interface Team {
  readonly evaluations: readonly Evaluation[];
  nameOf: (personId: string, unknown: string) => string;
}

export function useTeam(period: string): Loaded<Team> {
  const calls = useEvaluationCalls();
  const { api } = useApp().platform;
  return useLoad(async () => {
    const evaluations = await calls.team(period);
    const names = await api.names(evaluations.map(({ personId }) => personId));
    return { evaluations, nameOf: (personId: string, unknown: string) => names.get(personId)?.name ?? unknown };
  }, [calls, api, period]);
}

export interface PlacedUnit extends Unit {
  readonly agencyId: string;
}

export const agenciesOf = ({ employments, roles }: Me): string[] => {
  const officed = roles.filter(({ role }) => role === "PERSONNEL_OFFICER").map(({ agencyId }) => agencyId);
  return [...new Set([...employments.map(({ agencyId }) => agencyId), ...officed])].filter((id) => id !== "");
};

/** All units of the agencies in which the person works or is an officer. */
export function useUnits(): Loaded<readonly PlacedUnit[]> {
  const me = useMe();
  const calls = useEvaluationCalls();
  const agencies = agenciesOf(me);
  return useLoad(async () => {
    const found = await Promise.all(
      agencies.map(async (agencyId) => (await calls.units(agencyId)).map((unit) => ({ ...unit, agencyId }))),
    );
    return found.flat();
  }, [calls, agencies.join(" ")]);
}

export interface UnitState {
  readonly unit: PlacedUnit;
  readonly distribution: Distribution;
  /** Whether the person may set its predicate. */
  readonly maySet: boolean;
  /** The unit of people whose documents the person issues. */
  readonly isOfTeam: boolean;
}

/** Units on the page: each is a call of its own. */
const unitLimit = 40;

/** What may not be seen of a unit is left out: the team may work in units that somebody else leads. */
async function stateOf(
  calls: EvaluationCalls,
  period: string,
  state: Omit<UnitState, "distribution">,
): Promise<UnitState[]> {
  const { agencyId, unitId } = state.unit;
  try {
    return [{ ...state, distribution: await calls.distribution(agencyId, unitId, period) }];
  } catch (thrown) {
    if (thrown instanceof Problem && (thrown.status === 403 || thrown.status === 404)) return [];
    throw thrown;
  }
}

/** The distributions of the units of the team, of the own ones and of those one level below. */
export function useUnitStates(
  period: string,
  units: readonly PlacedUnit[] | undefined,
  team: readonly Evaluation[],
): Loaded<readonly UnitState[]> {
  const me = useMe();
  const calls = useEvaluationCalls();
  const ids = team.map(({ unitId }) => unitId);
  return useLoad(async () => {
    if (units === undefined) return [];
    const { own, below } = unitsOf(
      units,
      me.personId,
      team.map(({ personId }) => personId),
    );
    const belowIds = new Set(below.map(({ unitId }) => unitId));
    const wanted = new Set([...ids, ...own.map(({ unitId }) => unitId), ...belowIds]);
    const seen = units.filter(({ unitId }) => wanted.has(unitId)).slice(0, unitLimit);
    const states = await Promise.all(
      seen.map((unit) =>
        stateOf(calls, period, { unit, maySet: belowIds.has(unit.unitId), isOfTeam: ids.includes(unit.unitId) }),
      ),
    );
    return states.flat();
  }, [calls, period, units, me.personId, [...new Set(ids)].sort().join(" "), team.length]);
}
