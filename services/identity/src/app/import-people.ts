import { type AgencyId, type Day, daysBetween, type PersonId, type Zone } from "@kinerja/common/kernel";
import { invalid, Refusal } from "@kinerja/common/errors";

import { agencyIdFromSiasn } from "../domain/import/ids.ts";
import { type ImportPlan } from "../domain/import/model.ts";
import { assertMayApply, needsSecondPerson } from "../domain/import/pay-grounds.ts";
import { isEmptyPlan, planImport } from "../domain/import/plan.ts";
import { todayAt } from "../domain/validity.ts";
import { causeOf, roleIn } from "./authorise.ts";
import {
  type ImportRecord,
  type ImportStore,
  type Loaded,
  type PeopleFile,
  type Reach,
  type ReadPeopleFile,
  type Touched,
} from "./imports.ts";
import { atPace, type OpenPace } from "./pace.ts";
import { type Actor, type Caller, type NewId, type Scope } from "./ports.ts";
import { type ReadNeeds } from "./read-people.ts";

export type ImportNeeds = Pick<ReadNeeds, "directory" | "now"> & {
  readonly imports: ImportStore;
  readonly readPeopleFile: ReadPeopleFile;
  readonly newId: NewId;
  readonly openPace: OpenPace;
  readonly defaultZone: Zone;
  /** Runs one import at a time: a file of the greatest size takes some hundred megabytes. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
};

const farthestDays = 400;

/** Where the roles let the caller write (or only read) imports; nobody without such a role gets further. */
function reachOf(actor: Actor, roles: readonly string[]): Reach {
  const held = actor.roles.filter(({ role }) => roles.includes(role));
  if (held.length === 0) throw new Refusal("forbidden", "NOT_PERMITTED");
  if (held.some(({ agencyId }) => agencyId === undefined)) return "site";
  return held.flatMap(({ agencyId }) => (agencyId === undefined ? [] : [agencyId]));
}

async function scopeOf(
  needs: ImportNeeds,
  actor: Actor,
  reach: Reach,
  added: readonly AgencyId[] = [],
): Promise<Scope> {
  if (reach !== "site") return { agencies: [...new Set(reach)], person: actor.personId };
  const [known, named] = await Promise.all([needs.imports.agencies(), needs.imports.namedAgencies()]);
  return { agencies: [...new Set([...known.map(({ id }) => id), ...named, ...added])], person: actor.personId };
}

type Work = { readonly file: PeopleFile; readonly touched: Touched; readonly scope: Scope };

async function prepare(needs: ImportNeeds, actor: Actor, fileId: string, from: Day): Promise<Work> {
  const reach = reachOf(actor, ["PERSONNEL_OFFICER"]);
  const file = await needs.readPeopleFile(fileId, from);
  const named = [...new Set(file.rows.map(({ agency }) => agencyIdFromSiasn(agency.siasnId)))];
  const scope = await scopeOf(needs, actor, reach, named);
  const agencies = reach === "site" ? named : named.filter((agency) => reach.includes(agency));
  return { file, scope, touched: { rows: file.rows, agencies, reach, from } };
}

function plan(needs: ImportNeeds, { file, touched }: Work, fileId: string, { current }: Loaded): Promise<ImportPlan> {
  const { reach, from } = touched;
  const options = {
    from,
    defaultZone: needs.defaultZone,
    decree: `CSV ${fileId.slice(0, 12)}`,
    namesSuperiors: file.namesSuperiors,
    mayImportInto: (agency: AgencyId) => reach === "site" || reach.includes(agency),
    newId: needs.newId,
  };
  return atPace(planImport(file.rows, file.lines, { current, options, findings: file.findings }), needs.openPace());
}

/** The earlier answer where it still is the answer: an unapplied report on the same state, or an applied import that left nothing to do. */
const stillTrue = (earlier: ImportRecord, fresh: ImportPlan, stateHash: string): boolean =>
  earlier.state === "CHECKED" ? earlier.stateHash === stateHash : earlier.state === "APPLIED" && isEmptyPlan(fresh);

/** Who brought the same file for the same agencies keeps the name when somebody else has it checked again: two could trade a file otherwise. */
const bringerOf = (earlier: readonly ImportRecord[], agencies: readonly AgencyId[], actor: Actor): PersonId => {
  const wanted = [...agencies].sort().join();
  const first = earlier.findLast(({ agencyIds }) => [...agencyIds].sort().join() === wanted);
  return first?.personId ?? actor.personId;
};

export type StartImport = (
  caller: Caller,
  command: { readonly fileId: string; readonly effectiveDate: Day },
) => Promise<ImportRecord>;

export const startImport =
  (needs: ImportNeeds): StartImport =>
  async (caller, { fileId, effectiveDate }) => {
    const at = needs.now();
    const today = todayAt(at);
    if (Math.abs(daysBetween(today.WIT, effectiveDate)) > farthestDays)
      throw invalid("/effectiveDate", "DATE_RANGE", { days: farthestDays });
    const actor = await needs.directory.actor(caller, today);
    return needs.oneByOne(async () => {
      const work = await prepare(needs, actor, fileId, effectiveDate);
      const loaded = await needs.imports.load(work.scope, work.touched);
      const planned = await plan(needs, work, fileId, loaded);
      const earlier = await needs.imports.ofFile(work.scope, fileId, effectiveDate);
      const same = earlier.find((record) => stillTrue(record, planned, loaded.stateHash));
      if (same) return same;
      const record: ImportRecord = {
        id: needs.newId(),
        personId: bringerOf(earlier, work.touched.agencies, actor),
        agencyIds: work.touched.agencies,
        state: "CHECKED",
        fileId,
        effectiveDate,
        stateHash: loaded.stateHash,
        needsSecondPerson: needsSecondPerson(planned),
        totals: planned.totals,
        startedAt: at,
        appliedAt: undefined,
      };
      const cause = causeOf(caller, roleIn(actor, work.touched.agencies), at);
      await needs.imports.save(work.scope, record, planned.findings, cause);
      return record;
    });
  };

async function findImport(needs: ImportNeeds, caller: Caller, importId: string, roles: readonly string[]) {
  const actor = await needs.directory.actor(caller, todayAt(needs.now()));
  const scope = await scopeOf(needs, actor, reachOf(actor, roles));
  const record = await needs.imports.find(scope, importId);
  if (record === undefined) throw new Refusal("not-found", "IMPORT_UNKNOWN");
  return { actor, scope, record };
}

export type ApplyImport = (caller: Caller, importId: string) => Promise<ImportRecord>;

/**
 * Whole or not at all; again = the same answer. A report whose ground has changed is superseded and refused. What moves pay is applied by another
 * officer than who brought it (`assertMayApply`), a first roster too.
 */
export const applyImport =
  (needs: ImportNeeds): ApplyImport =>
  async (caller, importId) => {
    const { actor, scope: seen, record } = await findImport(needs, caller, importId, ["PERSONNEL_OFFICER"]);
    if (record.state === "APPLIED") return record;
    if (record.state === "SUPERSEDED") throw new Refusal("refused", "IMPORT_STALE");
    return needs.oneByOne(async () => {
      const work = await prepare(needs, actor, record.fileId, record.effectiveDate);
      const decide = async (loaded: Loaded): Promise<ImportPlan> => {
        if (loaded.stateHash !== record.stateHash) throw new Refusal("refused", "IMPORT_STALE");
        const planned = await plan(needs, work, record.fileId, loaded);
        if (isEmptyPlan(planned)) throw new Refusal("refused", "IMPORT_NOTHING_TO_APPLY");
        assertMayApply(planned, { broughtBy: record.personId, by: actor.personId });
        return planned;
      };
      const cause = causeOf(caller, roleIn(actor, record.agencyIds), needs.now());
      try {
        return await needs.imports.apply(work.scope, record, work.touched, decide, cause);
      } catch (error) {
        if (error instanceof Refusal && error.code === "IMPORT_STALE") await needs.imports.supersede(seen, record.id);
        throw error;
      }
    });
  };

const readers = ["PERSONNEL_OFFICER", "AUDITOR"];

export type ListImports = (
  caller: Caller,
  query: { readonly agencyId: AgencyId | undefined; readonly pageSize: number; readonly after: string | undefined },
) => Promise<{ readonly imports: readonly ImportRecord[]; readonly next: string | undefined }>;

export const listImports =
  (needs: ImportNeeds): ListImports =>
  async (caller, { agencyId, pageSize, after }) => {
    const actor = await needs.directory.actor(caller, todayAt(needs.now()));
    const scope = await scopeOf(needs, actor, reachOf(actor, readers));
    const found = await needs.imports.page(scope, agencyId, { limit: pageSize + 1, after });
    const imports = found.slice(0, pageSize);
    return { imports, next: found.length > pageSize ? imports.at(-1)?.id : undefined };
  };

export type GetImport = (caller: Caller, importId: string) => Promise<ImportRecord>;
export const getImport =
  (needs: ImportNeeds): GetImport =>
  async (caller, importId) =>
    (await findImport(needs, caller, importId, readers)).record;

export type ListFindings = (
  caller: Caller,
  query: { readonly importId: string; readonly after: number; readonly pageSize: number },
) => Promise<{ readonly findings: Awaited<ReturnType<ImportStore["findings"]>>; readonly next: number | undefined }>;

export const listFindings =
  (needs: ImportNeeds): ListFindings =>
  async (caller, { importId, after, pageSize }) => {
    const { scope } = await findImport(needs, caller, importId, readers);
    const found = await needs.imports.findings(scope, importId, after, pageSize + 1);
    const findings = found.slice(0, pageSize);
    return { findings, next: found.length > pageSize ? findings.at(-1)?.position : undefined };
  };
