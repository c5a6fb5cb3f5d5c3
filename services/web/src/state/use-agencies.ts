import type { components } from "../api/schema.d.ts";
import { type Me, type Role } from "../api/types.ts";
import { useApp } from "./context.ts";
import { type Loaded, useLoad } from "./use-load.ts";

export type Agency = Readonly<components["schemas"]["Agency"]>;

/** Agencies in which a person holds one of the roles; "all" for a role of the whole site. */
export function agencyIdsOf({ roles }: Me, wanted: readonly Role[]): readonly string[] | "all" {
  const held = roles.filter(({ role }) => wanted.includes(role)).map(({ agencyId }) => agencyId);
  return held.includes("") ? "all" : [...new Set(held)];
}

/** The agencies of these ids with their names, in the given order. */
export function useAgencies(ids: readonly string[] | "all"): Loaded<readonly Agency[]> {
  const { client } = useApp().platform;
  return useLoad(async () => {
    if (ids.length === 0) return [];
    const { agencies } = await client.get<{ agencies: readonly Agency[] }>("/v1/agencies");
    if (ids === "all") return agencies;
    const known = new Map(agencies.map((agency) => [agency.agencyId, agency]));
    return ids.map((agencyId) => known.get(agencyId) ?? { agencyId, name: "", kind: "" });
  }, [client, ids === "all" ? ids : ids.join(" ")]);
}
