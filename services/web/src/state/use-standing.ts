import { type Me } from "../api/types.ts";
import { roleWords } from "../i18n/roles.ts";
import { useWords } from "../i18n/words.ts";
import { officeOf } from "../navigation.ts";
import { useApp } from "./context.ts";
import { useAgencies } from "./use-agencies.ts";

type Standing = readonly [place: string, doing: string];

function useOfficeStanding(me: Me | undefined): Standing | undefined {
  const { t, settings } = useApp();
  const roles = useWords(roleWords);
  const office = me && settings.desk === "office" ? officeOf(me) : undefined;
  const ids = office?.agencyIds ?? [];
  const agencies = useAgencies(ids === "all" ? [] : ids).value ?? [];
  if (office === undefined) return undefined;
  const names = agencies.map(({ name }) => name).filter((name) => name !== "");
  const place = ids === "all" ? t.shell.allAgencies : names.join(", ");
  return [place, office.roles.map((role) => roles[role]).join(", ")];
}

/** Where and as what somebody is here: by the own post, or by the office that the account menu chose. */
export function useStanding(me: Me | undefined): Standing {
  const { t } = useApp();
  const [place, doing] = useOfficeStanding(me) ?? [me?.employments[0]?.unitName, me?.employments[0]?.positionName];
  return [place === undefined || place === "" ? t.shell.tagline : place, doing ?? ""];
}
