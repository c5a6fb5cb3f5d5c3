import { Refusal, type Violation } from "@kinerja/common/errors";

import { type FactFile, type FactLine, type ReadLine, withPeople } from "../../domain/facts/fact-file.ts";
import { type Counts, countsOf, planImport, type PlannedLine } from "../../domain/facts/import-plan.ts";
import { refuseUnlessOwnWord } from "../../domain/facts/decide.ts";
import { type FactKind, isShared } from "../../domain/facts/kinds.ts";
import { canonical, hashOf, type NewHash } from "../../domain/hashing.ts";
import { type Acting, asOfficer } from "../authorise.ts";
import { type Caller, type ReadText } from "../ports.ts";
import { beginChange, type FactNeeds, reasonOf } from "./parts.ts";
import { type NewFact } from "./ports.ts";
import { refuseStrangeUnits } from "./units.ts";

export type ImportNeeds = FactNeeds & {
  readonly readText: ReadText;
  readonly readFile: (kind: FactKind, text: string) => Promise<FactFile>;
  readonly newHash: NewHash;
  /** Whose NIPs these are, in their order; undefined for whoever never worked in the agency. Nothing keeps them here. */
  readonly peopleOf: (
    caller: Caller,
    agencyId: string,
    nips: readonly string[],
  ) => Promise<readonly (string | undefined)[]>;
};

export type ImportCommand = { readonly agencyId: string; readonly kind: FactKind; readonly fileId: string };

export type ImportPreview = {
  readonly counts: Counts;
  /** What was seen, for the import that follows: a plan that has changed since is refused. */
  readonly sha256: string;
  /** The first lines that change something or that are overruled. */
  readonly lines: readonly PlannedLine[];
  /** The very file was imported before: nothing is left to do. */
  readonly isKnown: boolean;
};

const mostShown = 200;
const mostCharacters = 10_000_000;
const nipsAtOnce = 5_000;
const peopleAtOnce = 500;
const rightToImport = ["import", "fact"] as const;

const refuseCsv = (violations: readonly Violation[]): Refusal =>
  new Refusal("invalid", "CSV_INVALID", { count: violations.length }, violations);

async function readLines({ readText, readFile }: ImportNeeds, { kind, fileId }: ImportCommand): Promise<FactFile> {
  const text = await readText(fileId, mostCharacters);
  if (text === undefined) throw new Refusal("not-found", "FILE_UNKNOWN");
  const file = await readFile(kind, text);
  if (file.violations.length > 0) throw refuseCsv(file.violations);
  return file;
}

/** Ids by NIP, and of ids those that the agency knows, in pieces that identity takes. */
async function peopleOfFile(
  { peopleOf, peopleIn }: ImportNeeds,
  caller: Caller,
  agencyId: string,
  lines: readonly ReadLine[],
): Promise<ReadonlyMap<string, string>> {
  const named = (by: ReadLine["namedBy"]): string[] => [
    ...new Set(lines.filter(({ namedBy }) => namedBy === by).map(({ name }) => name)),
  ];
  const people = new Map<string, string>();
  const [nips, ids] = [named("nip"), named("person_id")];
  for (let at = 0; at < nips.length; at += nipsAtOnce) {
    const some = nips.slice(at, at + nipsAtOnce);
    const found = await peopleOf(caller, agencyId, some);
    for (const [index, nip] of some.entries()) if (found[index] !== undefined) people.set(nip, found[index]);
  }
  for (let at = 0; at < ids.length; at += peopleAtOnce)
    for (const id of await peopleIn(agencyId, ids.slice(at, at + peopleAtOnce))) people.set(id, id);
  return people;
}

/** Reads the file and finds its people before any transaction: remote reads hold no lock. */
async function linesOf(needs: ImportNeeds, caller: Caller, command: ImportCommand): Promise<readonly FactLine[]> {
  // The right comes first: who may not import learns nothing about files and people.
  await asOfficer(needs, caller, rightToImport, command.agencyId, () => Promise.resolve());
  const { lines: read } = await readLines(needs, command);
  const people = isShared(command.kind)
    ? new Map(read.map(({ name }) => [name, name]))
    : await peopleOfFile(needs, caller, command.agencyId, read);
  const { lines, violations } = withPeople(read, ({ name }) => people.get(name));
  if (violations.length > 0) throw refuseCsv(violations);
  const places = lines.map(({ unitId, content }) => ({ unitId, from: content.validFrom }));
  await refuseStrangeUnits(needs, caller, command.agencyId, places);
  return lines;
}

type Plan = { readonly planned: readonly PlannedLine[]; readonly isKnown: boolean; readonly sha256: string };

async function planOf(
  { newHash }: ImportNeeds,
  { records }: Acting,
  { agencyId, kind, fileId }: ImportCommand,
  lines: readonly FactLine[],
): Promise<Plan> {
  // A file all of whose rows were rejected may come again.
  const isKnown = (await records.facts.ofFile(agencyId, fileId)).some(
    (row) => row.kind === kind && row.state !== "REJECTED",
  );
  const people = [...new Set(lines.flatMap(({ personId }) => (personId === undefined ? [] : [personId])))];
  const rows = await records.facts.known(agencyId, kind, isShared(kind) ? undefined : people);
  const planned = planImport(lines, rows);
  const told = planned.map(({ line, outcome, replaces, closes }) => [
    String(line),
    outcome,
    replaces ?? "",
    closes ?? "",
  ]);
  return { planned, isKnown, sha256: hashOf(newHash, canonical([kind, fileId, ...told])) };
}

/** Says what an import would do, line by line, and does nothing. Whether a number is somebody's shows here too: each try is one audit row. */
export const previewImport =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ImportCommand): Promise<ImportPreview> => {
    const { agencyId, kind, fileId: objectId } = command;
    await asOfficer(needs, caller, rightToImport, agencyId, ({ records, actor, at }) =>
      records.audit(actor, { action: "preview", resource: "fact-file", objectId, agencyId, detail: { kind } }, at),
    );
    const lines = await linesOf(needs, caller, command);
    return asOfficer(needs, caller, rightToImport, command.agencyId, async (acting) => {
      const { planned, isKnown, sha256 } = await planOf(needs, acting, command, lines);
      const told = planned.filter(({ outcome }) => outcome !== "unchanged").slice(0, mostShown);
      return { counts: countsOf(planned), sha256, lines: told, isKnown };
    });
  };

export type ApplyCommand = ImportCommand & { readonly sha256: string; readonly reason: string };

function factOf(
  line: PlannedLine,
  said: Pick<NewFact, "agencyId" | "fileId" | "reason" | "recordedBy" | "recordedAt">,
) {
  return (id: string): NewFact => ({
    ...line.content,
    ...{ id, personId: line.personId, unitId: line.unitId, line: line.line, replaces: line.replaces },
    ...{ withdraws: false, authority: "import" },
    ...said,
  });
}

/** A file ends no proposal of somebody else, and nothing that is said about whoever imports it. */
async function refuseForeignEnds({ records, actor }: Acting, agencyId: string, lines: readonly PlannedLine[]) {
  const ids = lines.flatMap(({ closes, replaces }) => [closes, replaces].filter((id) => id !== undefined));
  if (ids.length === 0) return;
  for (const old of await records.facts.find(agencyId, [...new Set(ids)])) refuseUnlessOwnWord(old, actor.personId);
}

async function write(needs: ImportNeeds, acting: Acting, command: ApplyCommand, plan: Plan, at: number): Promise<void> {
  const { records, actor } = acting;
  const { agencyId, fileId, reason } = command;
  const fresh = plan.planned.filter(({ outcome }) => outcome === "added" || outcome === "superseded");
  const said = { agencyId, fileId, reason, recordedBy: actor.personId, recordedAt: at };
  const closed = fresh.flatMap(({ closes }) => (closes === undefined ? [] : [closes]));
  await refuseForeignEnds(acting, agencyId, fresh);
  await records.facts.end(agencyId, closed, at);
  await records.facts.insert(fresh.map((line) => factOf(line, said)(needs.newId())));
  const counts = countsOf(plan.planned);
  const detail = { kind: command.kind, ...counts };
  await records.audit(actor, { action: "import", resource: "fact-file", objectId: fileId, agencyId, detail }, at);
}

/** Writes what the preview has shown, as proposals; whole or not at all. The very file again changes nothing. */
export const applyImport =
  (needs: ImportNeeds) =>
  async (caller: Caller, command: ApplyCommand): Promise<Counts> => {
    const reason = reasonOf(command.reason);
    const lines = await linesOf(needs, caller, command);
    return asOfficer(needs, caller, rightToImport, command.agencyId, async (acting) => {
      const { records } = acting;
      const counts = await records.once(caller, async () => {
        const moment = await beginChange(acting, command.agencyId);
        const plan = await planOf(needs, acting, command, lines);
        const nothing = { added: 0, superseded: 0, unchanged: lines.length, overruled: 0 };
        if (plan.isKnown) return JSON.stringify(nothing);
        if (plan.sha256 !== command.sha256) throw new Refusal("conflict", "HASH_MISMATCH");
        await write(needs, acting, { ...command, reason }, plan, moment);
        return JSON.stringify(countsOf(plan.planned));
      });
      return JSON.parse(counts) as Counts;
    });
  };
