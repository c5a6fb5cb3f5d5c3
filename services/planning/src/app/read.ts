import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt, pageSizeOf, type Period, startOfDay, uuidFromName } from "@kinerja/common/kernel";

import { type Skp } from "../domain/skp.ts";
import { orderTree, type TreeNode } from "../domain/tree.ts";
import { type AccessTo, authorise, type Caller, type Grant, type Need, ownGrant } from "./authorise.ts";
import { type Directory, unitsBelow } from "./directory.ts";
import { ownerAllows } from "./skps.ts";
import { type SkpStore } from "./stores.ts";
import { type ChainLink, type MonthPlan, noteFor, type ReadStore, type StoredNotice } from "./views.ts";

export type ReadNeeds = {
  readonly store: ReadStore;
  readonly skps: Pick<SkpStore, "ownerOf">;
  readonly accessTo: AccessTo;
  readonly directory: Pick<Directory, "subordinatesOf" | "units">;
  readonly now: () => number;
};

type Shown = { readonly skp: Skp; readonly chains: readonly ChainLink[] };

/** An SKP with the way up from each of its results. */
export const getSkp =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: { skpId: string; setRevision: number | undefined }): Promise<Shown> => {
    const need: Need = ["read", "skp"];
    const grant = await ownerAllows(needs, caller, need, query.skpId);
    return needs.store.look(grant, noteFor(grant, caller, need, query.skpId), async (view) => {
      const skp = await view.skp(query.skpId, query.setRevision);
      if (skp === undefined) throw new Refusal("not-found", "NOT_FOUND");
      return { skp, chains: await view.chains(skp) };
    });
  };

/** SKP of a person for a year, newest first. */
export const listSkps =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: { year: number; personId: string | undefined }): Promise<readonly Skp[]> => {
    const need: Need = ["list", "skp"];
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(needs.accessTo, caller, need, { personId });
    return needs.store.look(grant, noteFor(grant, caller, need, personId), (view) => view.skpsOf(personId, query.year));
  };

export type TeamQuery = {
  readonly year: number;
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
};
export type Team = { readonly skps: readonly Skp[]; readonly without: readonly string[]; readonly next: string };

/** SKP of the people whom the caller assesses today, and who of them has none. */
export const listTeamSkps =
  (needs: ReadNeeds) =>
  async (caller: Caller, { year, pageSize, pageToken }: TeamQuery): Promise<Team> => {
    const subordinates = (await needs.directory.subordinatesOf(caller)).filter(({ kind }) => kind !== "TEAM_LEAD");
    const personIds = [...new Set(subordinates.map(({ personId }) => personId))];
    const agencies = [...new Set(subordinates.map(({ agencyId }) => agencyId))];
    const grant: Grant = { agencies, person: caller.personId, role: "superior" };
    const note = noteFor(grant, caller, ["list-team", "skp"], String(year));
    return needs.store.look(grant, note, async (view) => {
      const page = { after: pageToken, size: pageSizeOf(pageSize) };
      const { items, next } = await view.teamSkps({ personIds, year }, page);
      const having = new Set(await view.withSkp(personIds, year));
      return { skps: items, without: personIds.filter((id) => !having.has(id)), next };
    });
  };

export type MonthQuery = {
  readonly period: Period;
  readonly personId: string | undefined;
  readonly skpId: string | undefined;
};

/** Items of one month with the results that they serve; undefined when no SKP covers it. */
export const getActionPlan =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: MonthQuery): Promise<MonthPlan | undefined> => {
    const need: Need = ["read", "plan"];
    const personId = query.personId ?? caller.personId;
    const grant = await authorise(needs.accessTo, caller, need, { personId });
    return needs.store.look(grant, noteFor(grant, caller, need, personId), (view) =>
      view.monthPlan(personId, query.period, query.skpId),
    );
  };

const treeLimit = 5_000;

export type TreeQuery = { readonly agencyId: string; readonly unitId: string; readonly year: number };

/** The cascade of a unit and below, with its gaps. */
export const getTree =
  (needs: ReadNeeds) =>
  async (caller: Caller, query: TreeQuery): Promise<readonly TreeNode[]> => {
    const need: Need = ["read", "tree"];
    const grant = await authorise(needs.accessTo, caller, need, { agencyId: query.agencyId });
    const units = await needs.directory.units(caller, query.agencyId);
    if (!units.some(({ id }) => id === query.unitId)) throw new Refusal("not-found", "UNIT_UNKNOWN");
    const unitIds = unitsBelow(units, query.unitId);
    const note = { caller, need, objectId: query.unitId };
    const rows = await needs.store.look(grant, note, (view) => view.tree({ ...query, unitIds }, treeLimit + 1));
    if (rows.length > treeLimit) throw new Refusal("refused", "TREE_TOO_LARGE", { max: treeLimit });
    return orderTree(rows);
  };

const noticeLimit = 100;

/** Not stored: it is there as long as it is true. */
const skpMissing = (personId: string, year: number): StoredNotice => ({
  id: uuidFromName(`kinerja/notice/skp-missing/${personId}/${year}`),
  code: "SKP_MISSING",
  params: { year: String(year) },
  at: startOfDay(`${year}-01-01` as Day, "WIB"),
});

/** What planning has to tell the caller, newest first. */
export const listNotices =
  (needs: ReadNeeds) =>
  (caller: Caller): Promise<readonly StoredNotice[]> =>
    needs.store.look(ownGrant(caller), undefined, async (view) => {
      const notices = await view.notices(caller.personId, noticeLimit);
      const year = Number(dayAt(needs.now(), "WIB").slice(0, 4));
      const owes = caller.agencyIds.length > 0 && (await view.withSkp([caller.personId], year)).length === 0;
      const all = owes ? [...notices, skpMissing(caller.personId, year)] : [...notices];
      return all.sort((one, other) => other.at - one.at).slice(0, noticeLimit);
    });
