import { Refusal } from "@kinerja/common/errors";
import { firstDay, parsePeriod } from "@kinerja/common/kernel";

import { answer, lineOf, type ObjectedLine, type Objection, withdraw } from "../domain/objection.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { openCase } from "./corrections/open-correction.ts";
import { type Caller, type Page, type Records } from "./ports.ts";
import { type ShownStatement } from "./statements.ts";

export type ObjectionQuery = Page & {
  readonly runId: string | undefined;
  /** Only what nobody has answered or taken back. */
  readonly open: boolean;
};

export interface ObjectionRecords {
  /** Of the scope: the agencies', and the own ones. */
  find(id: string): Promise<Objection | undefined>;
  /** The one of this line that waits. */
  findOpen(
    runId: string,
    personId: string,
    employmentId: string | undefined,
    lineId: string,
  ): Promise<string | undefined>;
  /** How many of this run the person has ever filed, and how many of these to this line. */
  counts(
    runId: string,
    personId: string,
    employmentId: string | undefined,
    lineId: string,
  ): Promise<{ readonly ofRun: number; readonly ofLine: number }>;
  /** Whether one of these is a file of facts that the agency has read, or one of its exports: these name other people. */
  areOfAgency(agencyId: string, fileIds: readonly string[]): Promise<boolean>;
  /** Who has made, checked or approved the batch that pays this person. */
  officersOf(runId: string, personId: string): Promise<readonly string[]>;
  insert(objection: Objection): Promise<void>;
  /** State and answer; nothing else of it changes. */
  save(objection: Objection): Promise<void>;
  /** Newest first. */
  ofPerson(personId: string, limit: number): Promise<Objection[]>;
  /** Newest first. */
  page(agencyId: string, query: ObjectionQuery): Promise<Objection[]>;
}

/** Of a month; the regular one when no run is named. */
type OwnStatement = Pick<FileCommand, "period" | "agencyId" | "runId">;

export type ObjectionNeeds = OfficerNeeds & {
  readonly newId: () => string;
  /** An own settled statement of the caller; refuses with STATEMENT_UNKNOWN. */
  readonly statement: (caller: Caller, query: OwnStatement) => Promise<ShownStatement>;
  readonly files: {
    /** Takes an uploaded file out of what is swept; false when there is none. */
    keep(fileId: string): Promise<boolean>;
    open(fileId: string): Promise<{ readonly content: AsyncIterable<Buffer> } | undefined>;
    /** Whether this person has uploaded it. */
    isFrom(fileId: string, personId: string): Promise<boolean>;
  };
  /** Refuses who files too often. */
  readonly limit: (personId: string) => void;
};

export type FileCommand = {
  readonly period: string;
  readonly agencyId: string | undefined;
  readonly runId?: string | undefined;
  readonly employmentId: string | undefined;
  readonly stepId: string;
  readonly statementSha256: string;
  readonly reason: string;
  readonly evidenceFileIds: readonly string[];
  readonly evidenceFileNames: readonly string[];
};

/** Every line of the statement, and of the payout beside it. */
const linesOf = ({ steps, payoutLines, record }: ShownStatement): ObjectedLine[] => [
  ...steps.map(({ id, employmentId, statementSha256, label, amount }) => ({
    ...{ id, employmentId, statementSha256, label, amount },
  })),
  ...payoutLines.map(({ id, label, amount }) => ({
    ...{ id, label, amount, employmentId: undefined, statementSha256: record.sha256 },
  })),
];

const unknown = (): Refusal => new Refusal("not-found", "OBJECTION_UNKNOWN");

async function existing(records: Records, id: string, isRight: (objection: Objection) => boolean): Promise<Objection> {
  const found = await records.objections.find(id);
  if (!found || !isRight(found)) throw unknown();
  return found;
}

const tidied = (text: string): string => text.trim();

const fileUnknown = (): Refusal => new Refusal("not-found", "FILE_UNKNOWN");

/** An id is no right: what others have uploaded is as unknown as what nobody has. */
async function refuseForeign(
  { files }: ObjectionNeeds,
  { personId }: Caller,
  fileIds: readonly string[],
): Promise<void> {
  for (const fileId of fileIds) if (!(await files.isFrom(fileId, personId))) throw fileUnknown();
}

async function keepAll({ files }: ObjectionNeeds, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) if (!(await files.keep(fileId))) throw fileUnknown();
}

/** Of one person, ever: about a month, and about one of its lines. */
const mostOfRun = 20;
const mostOfLine = 3;

type About = { readonly agencyId: string; readonly runId: string; readonly personId: string };

/** Whether one more may be filed; what was filed with the very same words (the call may have been sent again) passes, and `once` answers it. */
async function refuseMore({ objections }: Records, { agencyId, runId, personId }: About, command: FileCommand) {
  const { employmentId, stepId, evidenceFileIds, reason } = command;
  const line = [runId, personId, employmentId, stepId] as const;
  const open = await objections.findOpen(...line);
  if (open !== undefined) {
    const before = await objections.find(open);
    const isSame = before?.reason === tidied(reason) && before.evidence.join() === evidenceFileIds.join();
    if (isSame) return;
    throw new Refusal("exists", "OBJECTION_OPEN");
  }
  const { ofRun, ofLine } = await objections.counts(...line);
  if (ofRun >= mostOfRun || ofLine >= mostOfLine) throw new Refusal("refused", "OBJECTION_LIMIT");
  if (await objections.areOfAgency(agencyId, evidenceFileIds)) throw fileUnknown();
}

/**
 * Objects to one line of an own settled statement. A second one to the line has to wait for the answer to the first. Evidence is what the caller has
 * uploaded, and is kept only when nothing else is in the way.
 */
export const fileObjection =
  (needs: ObjectionNeeds) =>
  async (caller: Caller, command: FileCommand): Promise<Objection> => {
    const { store, now, newId, limit } = needs;
    limit(caller.personId);
    const { employmentId, stepId, statementSha256 } = command;
    const shown = await needs.statement(caller, command);
    const line = lineOf(linesOf(shown), { id: stepId, employmentId, statementSha256 });
    const { agencyId, runId } = shown.record;
    const personId = caller.personId;
    const [scope, about] = [
      { agencies: [agencyId], person: personId },
      { agencyId, runId, personId },
    ];
    await refuseForeign(needs, caller, command.evidenceFileIds);
    await store.transaction(scope, (records) => refuseMore(records, about, command));
    await keepAll(needs, command.evidenceFileIds);
    const at = now();
    return store.transaction(scope, async (records) => {
      const id = await records.once(caller, async () => {
        await records.lock(`objection/${runId}/${personId}`);
        const open = await records.objections.findOpen(runId, personId, employmentId, stepId);
        if (open !== undefined) throw new Refusal("exists", "OBJECTION_OPEN");
        await refuseMore(records, about, command);
        const objection: Objection = {
          ...{ id: newId(), agencyId, personId, runId, period: shown.record.period, employmentId, lineId: stepId },
          ...{ label: line.label, amount: line.amount, statementSha256, reason: tidied(command.reason) },
          ...{ evidence: command.evidenceFileIds, evidenceNames: command.evidenceFileNames, state: "FILED" },
          ...{ filedAt: new Date(at), answer: undefined, accepted: undefined },
          ...{ answeredBy: undefined, answeredAt: undefined },
        };
        await records.objections.insert(objection);
        const actor = { personId, role: "self", requestId: caller.requestId };
        const note = { action: "file", resource: "objection", objectId: objection.id, agencyId };
        await records.audit(actor, { ...note, detail: { period: objection.period } }, at);
        return objection.id;
      });
      return existing(records, id, (one) => one.personId === personId);
    });
  };

/** Takes an own objection back. */
export const withdrawObjection =
  ({ store, now }: ObjectionNeeds) =>
  async (caller: Caller, { objectionId }: { readonly objectionId: string }): Promise<Objection> => {
    const scope = { agencies: [], person: caller.personId };
    const isOwn = ({ personId }: Objection): boolean => personId === caller.personId;
    const { agencyId } = await store.transaction(scope, (records) => existing(records, objectionId, isOwn));
    const at = now();
    return store.transaction({ ...scope, agencies: [agencyId] }, async (records) => {
      await records.once(caller, async () => {
        await records.lock(`objection/${objectionId}`);
        await records.objections.save(withdraw(await existing(records, objectionId, isOwn)));
        const actor = { personId: caller.personId, role: "self", requestId: caller.requestId };
        await records.audit(actor, { action: "withdraw", resource: "objection", objectId: objectionId, agencyId }, at);
        return objectionId;
      });
      return existing(records, objectionId, isOwn);
    });
  };

const mostOwn = 100;

export const listOwnObjections =
  ({ store }: ObjectionNeeds) =>
  (caller: Caller): Promise<Objection[]> =>
    store.transaction({ agencies: [], person: caller.personId }, ({ objections }) =>
      objections.ofPerson(caller.personId, mostOwn),
    );

/** They name people and what these hold to be wrong: a page is one audit row. */
export const listObjections =
  (needs: ObjectionNeeds) =>
  (caller: Caller, agencyId: string, query: ObjectionQuery): Promise<Objection[]> =>
    asOfficer(needs, caller, ["list", "objection"], agencyId, async ({ records, actor, at }) => {
      const detail = { after: query.after ?? "", limit: query.limit };
      const note = { action: "list", resource: "objection", objectId: query.runId ?? agencyId, agencyId, detail };
      await records.audit(actor, note, at);
      return records.objections.page(agencyId, query);
    });

export type AnswerCommand = {
  readonly agencyId: string;
  readonly objectionId: string;
  readonly accepted: boolean;
  readonly answer: string;
};

/** What was accepted is computed anew: a case like any other, by the id of the objection. */
const openFor = (acting: Acting, { agencyId, personId, period, label }: Objection, objectionId: string) =>
  openCase(acting, {
    ...{ agencyId, personId, triggerKind: "OBJECTION", triggerKey: objectionId, openedBy: acting.actor.personId },
    ...{ affectedFrom: firstDay(parsePeriod(period)), note: `Keberatan diterima: ${label}` },
  });

async function giveAnswer({ records, actor, at }: Acting, command: AnswerCommand): Promise<string> {
  const { agencyId, objectionId, accepted } = command;
  await records.lock(`objection/${objectionId}`);
  const filed = await existing(records, objectionId, (one) => one.agencyId === agencyId);
  // Whoever has let the month pass would judge the own work.
  if ((await records.objections.officersOf(filed.runId, filed.personId)).includes(actor.personId))
    throw new Refusal("forbidden", "SAME_PERSON");
  const given = { by: actor.personId, at: new Date(at), accepted, answer: tidied(command.answer) };
  await records.objections.save(answer(filed, given));
  if (accepted) await openFor({ records, actor, at }, filed, objectionId);
  const detail = { accepted: String(accepted) };
  await records.audit(actor, { action: "answer", resource: "objection", objectId: objectionId, agencyId, detail }, at);
  return objectionId;
}

/** An officer who had no part in the batch says whether the line is to be corrected, and why. */
export const answerObjection =
  (needs: ObjectionNeeds) =>
  (caller: Caller, command: AnswerCommand): Promise<Objection> =>
    asOfficer(needs, caller, ["answer", "objection"], command.agencyId, async (acting) => {
      const { records } = acting;
      const id = await records.once(caller, () => giveAnswer(acting, command));
      return existing(records, id, (one) => one.agencyId === command.agencyId);
    });

export type EvidenceQuery = {
  readonly objectionId: string;
  readonly fileId: string;
  /** As an officer of this agency; the author needs none. */
  readonly agencyId: string | undefined;
};
export type Evidence = { readonly content: AsyncIterable<Buffer>; readonly name: string };

async function readable(needs: ObjectionNeeds, caller: Caller, query: EvidenceQuery): Promise<Objection> {
  const { objectionId, fileId, agencyId } = query;
  const own = { agencies: [], person: caller.personId };
  const filed = await needs.store.transaction(own, ({ objections }) => objections.find(objectionId));
  if (filed?.personId === caller.personId) return filed;
  if (agencyId === undefined) throw unknown();
  return asOfficer(needs, caller, ["list", "objection"], agencyId, async ({ records, actor, at }) => {
    const found = await existing(records, objectionId, (one) => one.agencyId === agencyId);
    const note = { action: "read", resource: "objection", objectId: objectionId, agencyId, detail: { fileId } };
    await records.audit(actor, note, at);
    return found;
  });
}

/** A file of evidence for whoever may read the objection that names it; the content alone is nobody's. */
export const objectionEvidence =
  (needs: ObjectionNeeds) =>
  async (caller: Caller, query: EvidenceQuery): Promise<Evidence> => {
    const { evidence, evidenceNames } = await readable(needs, caller, query);
    const place = evidence.indexOf(query.fileId);
    if (place < 0) throw unknown();
    const file = await needs.files.open(query.fileId);
    if (!file) throw new Refusal("not-found", "FILE_UNKNOWN");
    return { content: file.content, name: evidenceNames[place] ?? "" };
  };
