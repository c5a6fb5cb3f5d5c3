import { type Me } from "../../api/types.ts";
import { type Platform } from "../../state/platform.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { type PlanCalls } from "./calls.ts";
import { type Names } from "./parts.tsx";
import { type PlanningNotice, type ShownSkp, type Skp } from "./types.ts";
import { useCalls } from "./use-plan.ts";

export interface PlanPageFacts {
  readonly year: number;
  /** Of the address. */
  readonly asked: string | undefined;
  readonly skps: readonly Skp[];
  /** The one asked for, or the first; undefined when there is none. */
  readonly shown: ShownSkp | undefined;
  readonly names: Names;
  readonly notices: readonly PlanningNotice[];
}

/** Names are decoration: where they can't be read the page stands without them. */
export async function namesFor(
  { api }: Platform,
  calls: PlanCalls,
  { skp, chains }: ShownSkp,
  more: readonly string[] = [],
): Promise<Names> {
  const people = new Set([skp.personId, skp.assessorId, ...chains.map(({ personId }) => personId), ...more]);
  people.delete("");
  const [found, units] = await Promise.all([
    api.names([...people]).catch(() => new Map<string, never>()),
    calls.units(skp.agencyId).catch(() => []),
  ]);
  return { people: found, units: new Map(units.map((unit) => [unit.unitId, unit])) };
}

async function unitsOf(calls: PlanCalls, { employments }: Me): Promise<Names> {
  const agencies = [...new Set(employments.map(({ agencyId }) => agencyId))];
  const found = await Promise.all(agencies.map((agencyId) => calls.units(agencyId).catch(() => [])));
  return { people: new Map(), units: new Map(found.flat().map((unit) => [unit.unitId, unit])) };
}

/** The own SKPs of a year, one of them whole. */
export function usePlanPage(year: number, skpId: string | undefined): Loaded<PlanPageFacts> {
  const { platform } = useApp();
  const me = useMe();
  const calls = useCalls();
  return useLoad(async () => {
    const [skps, notices] = await Promise.all([calls.skpsOf(year), calls.notices().catch(() => [])]);
    const wanted = skps.find((one) => one.skpId === skpId) ?? skps[0];
    if (wanted === undefined) {
      return { year, asked: skpId, skps, shown: undefined, names: await unitsOf(calls, me), notices };
    }
    const shown = await calls.skp(wanted.skpId);
    return { year, asked: skpId, skps, shown, names: await namesFor(platform, calls, shown), notices };
  }, [platform, calls, year, skpId]);
}
