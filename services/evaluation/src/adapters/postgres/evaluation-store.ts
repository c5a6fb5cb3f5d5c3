import { Refusal } from "@kinerja/common/errors";
import { enqueue } from "@kinerja/common/messaging";
import { type Database, type Db, lockKeys, type Tx } from "@kinerja/common/postgres";

import { type Act, type EvaluationStore, type Member } from "../../app/stores.ts";
import { type Evaluation, type EvaluationDecision, type Feedback, type Scene } from "../../domain/evaluation.ts";
import { noticesOf } from "../../domain/notice.ts";
import { type Term } from "../../domain/period.ts";
import { type TellIssued } from "../kafka/tell.ts";
import { auditAct, auditLook, runOnce, scopeOf } from "./commands.ts";
import { writeNotices } from "./notice-store.ts";
import { paramsOf, upsert } from "./rows.ts";
import { readScenes } from "./scenes.ts";
import { unitLock } from "./unit-store.ts";

/** Units first, then people, each in order: two that take the same ones never wait for each other crosswise. */
async function lockMembers(db: Db, term: Term, members: readonly Member[]): Promise<void> {
  const units = members.map(({ place }) => unitLock({ ...place, term }));
  // A person's lock is the key of the person's facts, so that their order is the order of the commits.
  const people = members.map(({ personId }) => personId);
  await lockKeys(db, [...[...new Set(units)].sort(), ...people.toSorted()]);
}

async function writeFeedback(db: Db, { personId, term, place }: Evaluation, one: Feedback): Promise<void> {
  await db.query(
    `insert into feedback (id, term, person_id, agency_id, author_id, author_as, rhk_id, behaviour_value, text, evidence_url, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[one.feedbackId, term, personId, place.agencyId, one.authorId, one.authorAs],
      ...[one.rhkId || null, one.behaviourValue || null, one.text, one.evidenceUrl, new Date(one.at)],
    ],
  );
}

async function writeDocument(
  db: Db,
  { personId, term, place, version, issue }: Evaluation,
  document: string,
): Promise<void> {
  if (issue === undefined) throw new Error("a document is issued");
  await db.query(
    "insert into document (term, person_id, agency_id, version, content, sha256, issued_at) values ($1, $2, $3, $4, $5, $6, $7)",
    [
      ...[term, personId, place.agencyId, version, Buffer.from(document)],
      ...[Buffer.from(issue.documentSha256, "hex"), new Date(issue.issuedAt)],
    ],
  );
}

type Stamp = { readonly act: Act; readonly at: number; readonly tell: TellIssued };

async function writeEvents(tx: Tx, { state, events }: EvaluationDecision, { act, at, tell }: Stamp): Promise<void> {
  const { personId, term, place, version, judgement } = state;
  const detail = { version, state: state.state, ...(judgement && { predicate: judgement.predicate }) };
  const notices = events.flatMap((event) => noticesOf(state, event));
  await Promise.all([
    ...events.flatMap((event): Promise<void>[] => {
      if (event.type === "FeedbackGiven") return [writeFeedback(tx, state, event.feedback)];
      if (event.type !== "EvaluationIssued") return [];
      return [writeDocument(tx, state, event.document), enqueue(tx, [tell(state, act.caller, at)])];
    }),
    writeNotices(tx, notices, place.agencyId, at),
    auditAct(tx, act, { id: `${personId}/${term}`, agencyId: place.agencyId, detail }, at),
  ]);
}

async function write(
  tx: Tx,
  scenes: readonly Scene[],
  decisions: readonly EvaluationDecision[],
  stamp: Stamp,
): Promise<void> {
  const before = new Map(scenes.map(({ evaluation }) => [evaluation.personId, evaluation.version]));
  const changed = decisions.filter(({ state }) => state.version !== before.get(state.personId));
  if (changed.length === 0) return;
  const written = await tx.query(upsert, paramsOf(changed.map(({ state }) => state)));
  if (written.length !== changed.length) throw new Refusal("conflict", "VERSION_CONFLICT");
  await Promise.all(changed.map((decision) => writeEvents(tx, decision, stamp)));
}

const mostTries = 3;

/** The end of a month opens everybody's evaluation without their locks: whoever meets it reads again. */
async function untilStill<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (thrown) {
      const isConflict = thrown instanceof Refusal && thrown.code === "VERSION_CONFLICT";
      if (!isConflict || tries === mostTries) throw thrown;
    }
  }
}

/** Evaluations in PostgreSQL. */
export const postgresEvaluationStore = ({
  db,
  now,
  tell,
}: {
  readonly db: Database;
  readonly now: () => number;
  readonly tell: TellIssued;
}): EvaluationStore => ({
  change: (act, term, members, decide) =>
    untilStill(() =>
      runOnce(db, act, async (tx) => {
        const [, scenes] = await Promise.all([lockMembers(tx, term, members), readScenes(tx, term, members, true)]);
        const { decisions, answer } = decide(scenes);
        await write(tx, scenes, decisions, { act, at: now(), tell });
        return answer;
      }),
    ),
  look: ({ grant, note, whole }, term, members) =>
    db.transaction({ ...scopeOf(grant), byKey: true }, async (tx) => {
      const [scenes] = await Promise.all([readScenes(tx, term, members, whole), auditLook(tx, grant, note, now())]);
      return scenes;
    }),
});
