import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Me } from "../../api/types.ts";
import { useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { usePeopleCalls } from "./calls.ts";
import { type Agency, type Unit } from "./types.ts";

/** The agency whose people are on the page, and what the caller may do there. */
export interface Office {
  readonly agency: Agency;
  /** All that the caller oversees. */
  readonly agencies: readonly Agency[];
  readonly units: readonly Unit[];
  /** A personnel officer acts; an auditor only looks. */
  readonly mayAct: boolean;
  /** An officer of the whole site keeps the days off of the nation too. */
  readonly mayActForNation: boolean;
  readonly today: string;
  /** An address of this page that keeps the agency. */
  readonly href: (query: Readonly<Record<string, string | undefined>>) => string;
}

const OfficeContext = createContext<Office | undefined>(undefined);
export const OfficeProvider = OfficeContext.Provider;

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (office === undefined) throw new Error("useOffice outside of the office");
  return office;
}

const holds = ({ roles }: Me, wanted: readonly string[], agencyId: string): boolean =>
  roles.some(({ role, agencyId: where }) => wanted.includes(role) && (where === "" || where === agencyId));

export const oversees = (me: Me): boolean =>
  me.roles.some(({ role }) => role === "PERSONNEL_OFFICER" || role === "AUDITOR");

export const pageHref = (query: Readonly<Record<string, string | undefined>>): string => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? "") !== "");
  return pairs.length === 0 ? "/pegawai" : `/pegawai?${new URLSearchParams(pairs).toString()}`;
};

/** The asked agency, else the own one, else the first that the caller oversees. */
function chosenOf(agencies: readonly Agency[], asked: string | null, me: Me): Agency | undefined {
  const find = (id: string | null | undefined) => agencies.find(({ agencyId }) => agencyId === id);
  return find(asked) ?? find(me.employments[0]?.agencyId) ?? agencies[0];
}

/** The agencies that the caller oversees. */
function useOverseen(me: Me) {
  const calls = usePeopleCalls();
  return useLoad(async () => {
    const all = await calls.agencies();
    return all.filter(({ agencyId }) => holds(me, ["PERSONNEL_OFFICER", "AUDITOR"], agencyId));
  }, [calls, me]);
}

/** The units of an agency. */
function useUnits(agencyId: string | undefined) {
  const calls = usePeopleCalls();
  const { value, problem, reload } = useLoad(
    async () => ({ agencyId, units: agencyId === undefined ? [] : await calls.units(agencyId) }),
    [calls, agencyId],
  );
  const units = value?.agencyId === agencyId ? value?.units : undefined;
  // Lists name units, so they wait for them; without them they still work.
  return { units: units ?? [], isReady: units !== undefined || problem !== undefined, problem, reload };
}

export function useLoadedOffice(asked: string | null) {
  const me = useMe();
  const today = useDate(me.employments[0]?.zone ?? "WIB");
  const overseen = useOverseen(me);
  const agencies = overseen.value ?? [];
  const agency = chosenOf(agencies, asked, me);
  const units = useUnits(agency?.agencyId);
  const office: Office | undefined =
    agency && units.isReady
      ? {
          agency,
          agencies,
          units: units.units,
          mayAct: holds(me, ["PERSONNEL_OFFICER"], agency.agencyId),
          mayActForNation: holds(me, ["PERSONNEL_OFFICER"], ""),
          today,
          href: (query) => pageHref(agencies.length > 1 ? { instansi: agency.agencyId, ...query } : query),
        }
      : undefined;
  const reload = () => {
    overseen.reload();
    units.reload();
  };
  return { office, isEmpty: overseen.value?.length === 0, problem: overseen.problem ?? units.problem, reload };
}
