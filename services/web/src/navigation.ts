import { type IconName } from "./components/icon.tsx";
import { type Messages } from "./i18n/id.ts";
import { type Me, type Role } from "./api/types.ts";
import { type PageName } from "./router.ts";
import { type Desk } from "./state/settings.ts";

export interface NavEntry {
  readonly page: PageName;
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
}

const icons = {
  today: ["/", "day"],
  team: ["/tim", "team"],
  plan: ["/rencana", "plan"],
  evaluation: ["/evaluasi", "cells"],
  allowance: ["/tunjangan", "money"],
  people: ["/pegawai", "person"],
  runs: ["/proses", "process"],
  tree: ["/pohon", "tree"],
  agreements: ["/perjanjian", "document"],
} as const satisfies Partial<Record<PageName, readonly [string, IconName]>>;

type NavPage = keyof typeof icons;

const peopleRoles: readonly Role[] = ["PERSONNEL_OFFICER", "AUDITOR"];
const runRoles: readonly Role[] = [...peopleRoles, "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"];

const hasOneOf = ({ roles }: Me, wanted: readonly Role[]): boolean => roles.some(({ role }) => wanted.includes(role));

/** Whether the person has work beside the own one: such people choose in the account menu as whom they are here. */
export const hasOffice = (me: Me): boolean => hasOneOf(me, runRoles);

export interface Office {
  readonly roles: readonly Role[];
  /** Agencies in which the roles hold; "all" for those of the whole site. */
  readonly agencyIds: readonly string[] | "all";
}

/** The work beside the own one; undefined for somebody who has none. */
export function officeOf(me: Me): Office | undefined {
  if (!hasOffice(me)) return undefined;
  const held = me.roles.filter(({ role }) => runRoles.includes(role));
  const ids = held.map(({ agencyId }) => agencyId);
  return {
    roles: [...new Set(held.map(({ role }) => role))],
    agencyIds: ids.includes("") ? "all" : [...new Set(ids)],
  };
}

function pagesOf(me: Me, desk: Desk): NavPage[] {
  if (desk === "office" && hasOffice(me)) {
    if (hasOneOf(me, ["PERSONNEL_OFFICER"])) return ["people", "agreements", "tree", "runs", "today"];
    return hasOneOf(me, peopleRoles) ? ["people", "runs", "tree", "today"] : ["runs", "tree", "today"];
  }
  const own: NavPage[] = ["plan", "evaluation", "allowance"];
  return me.subordinateCount > 0 ? ["today", "team", ...own] : ["today", ...own];
}

/** The pages that this person uses, in the order of use; at most five, as many as a phone has room for. */
export function navOf(me: Me, desk: Desk, t: Messages, teamCount: number | undefined): NavEntry[] {
  return pagesOf(me, desk).map((page) => {
    const [href, icon] = icons[page];
    return {
      page,
      href,
      icon,
      label: page === "agreements" ? t.shell.agreementsShort : t.shell[page],
      count: page === "team" ? teamCount : undefined,
    };
  });
}

/** The entry of the menu under which a page stands. */
export function menuPageOf(page: PageName, entries: readonly NavEntry[]): PageName {
  if (page.startsWith("team")) return "team";
  if (page === "facts") return entries.some((entry) => entry.page === "runs") ? "runs" : "allowance";
  return page === "agreements" && !entries.some((entry) => entry.page === page) ? "plan" : page;
}
