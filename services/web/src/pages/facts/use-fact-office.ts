import { useMemo } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { type Me, type Role } from "../../api/types.ts";
import { useApp, useMe } from "../../state/context.ts";
import { agencyIdsOf, useAgencies } from "../../state/use-agencies.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { agencyPath } from "../people/command.ts";
import { type Office } from "../people/office.ts";
import { type Unit } from "../people/types.ts";

const readers: readonly Role[] = ["PERSONNEL_OFFICER", "AUDITOR", "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"];

export const readsFacts = ({ roles }: Me): boolean => roles.some(({ role }) => readers.includes(role));

const holds = ({ roles }: Me, role: Role, agencyId: string): boolean =>
  roles.some((held) => held.role === role && (held.agencyId === "" || held.agencyId === agencyId));

export const factsHref = (query: Readonly<Record<string, string | undefined>>): string => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? "") !== "");
  return pairs.length === 0 ? "/data-penggajian" : `/data-penggajian?${new URLSearchParams(pairs).toString()}`;
};

/** Units have names for whoever works in the agency or oversees it; the page is complete without them. */
function useUnits(agencyId: string | undefined): readonly Unit[] | undefined {
  const { client } = useApp().platform;
  const { value, problem } = useLoad(async () => {
    if (agencyId === undefined) return { agencyId, units: [] };
    const { units } = await client.get<{ units: Unit[] }>(`${agencyPath(agencyId)}/units`);
    return { agencyId, units };
  }, [client, agencyId]);
  if (value?.agencyId === agencyId && value?.units !== undefined) return value.units;
  return problem === undefined ? undefined : [];
}

interface LoadedOffice {
  readonly office: Office | undefined;
  readonly problem: Problem | undefined;
  reload: () => void;
}

/** The agency whose facts are on the page: the asked one, the own one, or the first that the reader has an office in. */
export function useFactOffice(asked: string | null): LoadedOffice {
  const me = useMe();
  const today = useDate(me.employments[0]?.zone ?? "WIB");
  const { value: agencies, problem, reload } = useAgencies(agencyIdsOf(me, readers));
  const find = (id: string | null | undefined) => agencies?.find(({ agencyId }) => agencyId === id);
  const agency = find(asked) ?? find(me.employments[0]?.agencyId) ?? agencies?.[0];
  const units = useUnits(agency?.agencyId);
  const office = useMemo((): Office | undefined => {
    if (agencies === undefined || agency === undefined || units === undefined) return undefined;
    return {
      ...{ agency, agencies, units, today, mayActForNation: false },
      mayAct: holds(me, "PERSONNEL_OFFICER", agency.agencyId),
      href: (query) => factsHref(agencies.length > 1 ? { instansi: agency.agencyId, ...query } : query),
    };
  }, [agencies, agency, units, today, me]);
  return { office, problem, reload };
}
