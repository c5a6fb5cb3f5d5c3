import { Refusal } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import { type Leaders } from "../domain/cascade.ts";
import { type ContentDraft, type PositionKind } from "../domain/content.ts";
import { type NewId } from "../domain/ids.ts";
import { type PlanItem, type PlanItemDraft } from "../domain/plan.ts";
import * as decide from "../domain/skp.ts";
import { type Skp } from "../domain/skp.ts";
import { type AccessTo, authorise, type Caller, type Need, ownGrant } from "./authorise.ts";
import { type Directory } from "./directory.ts";
import { type Act, type CascadeFacts, type SkpStore } from "./stores.ts";

export type SkpNeeds = {
  readonly skps: SkpStore;
  readonly accessTo: AccessTo;
  readonly directory: Pick<Directory, "superiorOf" | "employmentsOf">;
  readonly newId: NewId;
};

const skpOf = ({ skp }: decide.SkpRecord): Skp => skp;

/** Who may do it to whom: the owner of an SKP is found first, whoever asks. */
export async function ownerAllows(
  { skps, accessTo }: { readonly skps: Pick<SkpStore, "ownerOf">; readonly accessTo: AccessTo },
  caller: Caller,
  need: Need,
  skpId: string,
): Promise<Act["grant"]> {
  const owner = await skps.ownerOf(skpId);
  if (owner === undefined) throw new Refusal("not-found", "NOT_FOUND");
  return authorise(accessTo, caller, need, { personId: owner.personId, heldBy: owner.agencyId });
}

async function actOn(needs: SkpNeeds, caller: Caller, need: Need, command: { readonly skpId: string }): Promise<Act> {
  return { caller, need, command, grant: await ownerAllows(needs, caller, need, command.skpId) };
}

function leadersOf(people: readonly (string | undefined)[], { assigned }: CascadeFacts): Leaders {
  return { people: new Set(people.filter((person) => person !== undefined)), assigned };
}

export type CreateCommand = {
  readonly employmentId: string;
  readonly year: number;
  readonly positionKind: PositionKind;
};

/** Opens a draft for an own employment; the cells of role matrices that name the caller are its first results. */
export const createSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: CreateCommand): Promise<Skp> => {
    const { employmentId, year, positionKind } = command;
    const employment = (await needs.directory.employmentsOf(caller, year)).find(({ id }) => id === employmentId);
    if (employment === undefined) throw new Refusal("not-found", "EMPLOYMENT_UNKNOWN");
    const assessorId = await needs.directory.superiorOf(caller);
    const act: Act = { caller, grant: ownGrant(caller), need: ["create", "skp"], command };
    return needs.skps.open(act, command, (roles) =>
      decide.openSkp({ personId: caller.personId, employment, year, positionKind, assessorId, roles }, needs.newId),
    );
  };

export type SaveCommand = {
  readonly skpId: string;
  readonly expectedVersion: number;
  readonly content: ContentDraft;
};

/** Replaces the content of a draft. */
export const saveSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: SaveCommand): Promise<Skp> => {
    const act = await actOn(needs, caller, ["save", "skp"], command);
    const assessorId = await needs.directory.superiorOf(caller);
    const parents = command.content.results.flatMap(({ parent }) => parent?.id ?? []);
    return needs.skps.change(
      act,
      command.skpId,
      { layer: "newest", parents: () => parents },
      (record, facts) =>
        decide.saveSkp(
          record,
          { ...command, assessorId },
          {
            cascade: facts.cascade,
            leaders: leadersOf([assessorId, record.skp.assessorId], facts),
            newId: needs.newId,
          },
        ),
      skpOf,
    );
  };

export type VersionCommand = { readonly skpId: string; readonly expectedVersion: number };

export const submitSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: VersionCommand): Promise<Skp> => {
    const act = await actOn(needs, caller, ["submit", "skp"], command);
    const assessorId = await needs.directory.superiorOf(caller);
    const submit = (record: decide.SkpRecord): decide.SkpDecision =>
      decide.submitSkp(record, command.expectedVersion, assessorId);
    return needs.skps.change(act, command.skpId, undefined, submit, skpOf);
  };

export const returnSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: VersionCommand & { readonly reason: string }): Promise<Skp> => {
    const act = await actOn(needs, caller, ["return", "skp"], command);
    const giveBack = (record: decide.SkpRecord): decide.SkpDecision =>
      decide.returnSkp(record, command.expectedVersion, command.reason);
    return needs.skps.change(act, command.skpId, undefined, giveBack, skpOf);
  };

/** Sets it. Its parents may be results of who was the superior when it was submitted, and of who sets it. */
export const setSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: VersionCommand): Promise<Skp> => {
    const act = await actOn(needs, caller, ["set", "skp"], command);
    const parents = ({ skp }: decide.SkpRecord): string[] =>
      skp.content.results.flatMap(({ parent }) => parent?.id ?? []);
    return needs.skps.change(
      act,
      command.skpId,
      { layer: "set", parents },
      (record, facts) =>
        decide.setSkp(record, command.expectedVersion, {
          setBy: caller.personId,
          cascade: facts.cascade,
          leaders: leadersOf([record.skp.assessorId, caller.personId], facts),
        }),
      skpOf,
    );
  };

export const reviseSkp =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: { readonly skpId: string }): Promise<Skp> => {
    const act = await actOn(needs, caller, ["revise", "skp"], command);
    return needs.skps.change(act, command.skpId, undefined, decide.reviseSkp, skpOf);
  };

export type PlanCommand = {
  readonly skpId: string;
  readonly period: Period;
  readonly items: readonly PlanItemDraft[];
};

/** Replaces the items of one month. */
export const saveActionPlan =
  (needs: SkpNeeds) =>
  async (caller: Caller, command: PlanCommand): Promise<readonly PlanItem[]> => {
    const act = await actOn(needs, caller, ["save", "plan"], command);
    return needs.skps.change(
      act,
      command.skpId,
      undefined,
      (record) => decide.savePlan(record, command, needs.newId),
      ({ months }) => months[command.period] ?? [],
    );
  };
