import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";

import { sealedRowBytes } from "../adapters/proto.ts";
import {
  type Act,
  type ClosingStore,
  type EvaluationStore,
  type Member,
  type MonthKey,
  type NoticeStore,
  type PeriodStore,
  type PersonMonth,
  type SealedPeriod,
  type Shown,
  type UnitKey,
  type UnitStore,
} from "../app/stores.ts";
import { type EvaluationDocument } from "../domain/document.ts";
import {
  type Evaluation,
  type EvaluationDecision,
  type Feedback,
  openEvaluation,
  type UnitTerm,
} from "../domain/evaluation.ts";
import { type Notice, noticesOf } from "../domain/notice.ts";
import { isAnnual, planMonth, type Term } from "../domain/period.ts";
import { noUnit } from "./samples.ts";

export type Stores = {
  readonly evaluations: EvaluationStore;
  readonly units: UnitStore;
  readonly periods: PeriodStore;
  readonly closings: ClosingStore;
  readonly notices: NoticeStore;
};

type Memory = {
  readonly evaluations: Map<string, Evaluation>;
  readonly documents: Map<string, EvaluationDocument>;
  readonly feedback: (Feedback & { readonly personId: string; readonly term: Term })[];
  readonly units: Map<string, Omit<UnitTerm, "groups">>;
  readonly months: Map<string, { revision: number; rows: readonly PersonMonth[] }>;
  readonly periods: Map<string, readonly SealedPeriod[]>;
  readonly taken: Set<string>;
  readonly notices: (Notice & { readonly at: number })[];
  readonly answers: Map<string, { readonly body: string; readonly answer: unknown }>;
};

const monthKey = ({ agencyId, period }: MonthKey): string => `${agencyId}/${period}`;
const unitKey = ({ agencyId, unitId, term }: UnitKey): string => `${agencyId}/${unitId}/${term}`;
const keyOf = ({ personId, place }: Member, term: Term): string => `${term}/${personId}/${place.agencyId}`;
const isWithin = (month: string, term: Term): boolean =>
  month === term || (isAnnual(term) && month.slice(0, 4) === term.slice(0, 4));

/** One after another, as the locks of a database would have it. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => T): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

function unitTerm(memory: Memory, key: UnitKey): UnitTerm {
  const { groups: _, ...nothing } = noUnit;
  const people = [...memory.evaluations.values()].filter(
    (one) => unitKey({ ...one.place, term: one.term }) === unitKey(key),
  );
  const groups = people.map((one) => ({ predicate: one.judgement?.predicate, isHead: one.isHead, people: 1 }));
  return { ...(memory.units.get(unitKey(key)) ?? nothing), groups };
}

function figures(memory: Memory, term: Term, { personId, place }: Member): Shown["figures"] {
  const months = [...memory.months].filter(([key]) => key.startsWith(place.agencyId) && isWithin(key.slice(37), term));
  if (months.length === 0) return undefined;
  const rows = months.flatMap(([, month]) => month.rows).filter((row) => row.personId === personId);
  const sum = (of: (row: PersonMonth) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    revision: isAnnual(term) ? 0 : (months[0]?.[1].revision ?? 0),
    approvedMinutes: sum((row) => row.approvedMinutes),
    openMinutes: sum((row) => row.openMinutes),
    daysWithEntries: sum((row) => row.daysWithEntries),
  };
}

const sceneIn = (memory: Memory, term: Term, member: Member, whole: boolean): Shown => {
  const evaluation = memory.evaluations.get(keyOf(member, term)) ?? openEvaluation(member.personId, term, member.place);
  const said = memory.feedback.filter((one) => one.personId === member.personId && isWithin(one.term, term));
  return {
    evaluation,
    unit: unitTerm(memory, { ...evaluation.place, term }),
    figures: figures(memory, term, member),
    isSealed: memory.months.has(monthKey({ agencyId: member.place.agencyId, period: planMonth(term) })),
    feedback: whole ? said.map(({ personId: _, term: __, ...one }) => one).reverse() : [],
    document: whole ? memory.documents.get(keyOf(member, term)) : undefined,
  };
};

/** The same request key gives the first answer; another body with it is refused. */
function runOnce<T>({ answers }: Memory, { caller, need, command }: Act, work: () => T): T {
  if (caller.requestKey === undefined) return work();
  const key = `${caller.personId}/${caller.requestKey}`;
  const body = `${need.join(" ")} ${JSON.stringify(command)}`;
  const earlier = answers.get(key);
  if (earlier !== undefined && earlier.body !== body) throw new Refusal("conflict", "IDEMPOTENCY_KEY_REUSED");
  if (earlier !== undefined) return earlier.answer as T;
  const answer = work();
  answers.set(key, { body, answer });
  return answer;
}

function write(memory: Memory, { state, events }: EvaluationDecision, at: number): void {
  const key = keyOf(state, state.term);
  memory.evaluations.set(key, state);
  for (const event of events) {
    if (event.type === "FeedbackGiven")
      memory.feedback.push({ ...event.feedback, personId: state.personId, term: state.term });
    if (event.type === "EvaluationIssued") memory.documents.set(key, JSON.parse(event.document) as EvaluationDocument);
    memory.notices.push(...noticesOf(state, event).map((notice) => ({ ...notice, at })));
  }
}

function periodStore(memory: Memory, inTurn: ReturnType<typeof createQueue>, now: () => number): PeriodStore {
  const newest = (key: MonthKey): SealedPeriod =>
    memory.periods.get(monthKey(key))?.at(-1) ?? { ...key, revision: 0, count: 0, sha256: "", sealedAt: undefined };
  return {
    status: (_, key) =>
      inTurn(() => {
        const own = [...memory.evaluations.values()].filter(
          ({ place, term }) => place.agencyId === key.agencyId && (term as string) === key.period,
        );
        return { period: newest(key), missing: own.filter(({ state }) => state !== "ISSUED").length };
      }),
    seal: (act, key, personIds, decide) =>
      inTurn(() =>
        runOnce(memory, act, () => {
          if (!memory.months.has(monthKey(key)))
            throw new Refusal("refused", "MONTH_NOT_SEALED", { period: key.period });
          const issued = [...memory.evaluations.values()].flatMap(({ personId, term, state, version, judgement }) =>
            state === "ISSUED" &&
            (term as string) === key.period &&
            personIds.includes(personId) &&
            judgement !== undefined
              ? [[personId, { predicate: judgement.predicate, version }] as const]
              : [],
          );
          const rows = decide(new Map(issued));
          const sha256 = createHash("sha256")
            .update(Buffer.concat(rows.map(sealedRowBytes)))
            .digest("hex");
          const before = newest(key);
          if (before.revision > 0 && before.sha256 === sha256) return before;
          const sealed = { ...key, revision: before.revision + 1, count: rows.length, sha256, sealedAt: now() };
          memory.periods.set(monthKey(key), [...(memory.periods.get(monthKey(key)) ?? []), sealed]);
          return sealed;
        }),
      ),
  };
}

function closingStore(memory: Memory, inTurn: ReturnType<typeof createQueue>, now: () => number): ClosingStore {
  return {
    isTaken: ({ eventId }) => Promise.resolve(memory.taken.has(eventId)),
    take: (closing, rows, evaluations, notify) =>
      inTurn(() => {
        if (memory.taken.has(closing.eventId)) return;
        memory.taken.add(closing.eventId);
        if ((memory.months.get(monthKey(closing))?.revision ?? 0) < closing.revision)
          memory.months.set(monthKey(closing), { revision: closing.revision, rows });
        const opened = evaluations.filter((one) => !memory.evaluations.has(keyOf(one, one.term)));
        for (const one of opened) memory.evaluations.set(keyOf(one, one.term), { ...one, version: 1 });
        memory.notices.push(...notify(opened).map((notice) => ({ ...notice, at: now() })));
      }),
  };
}

/** All stores in memory, as honest as the contract suite makes them. Row-level security and the outbox are PostgreSQL's. */
export function memoryStores(now: () => number): Stores {
  const memory: Memory = {
    evaluations: new Map(),
    documents: new Map(),
    feedback: [],
    units: new Map(),
    months: new Map(),
    periods: new Map(),
    taken: new Set(),
    notices: [],
    answers: new Map(),
  };
  const inTurn = createQueue();
  const unitScene = (key: UnitKey) => {
    const issued = [...memory.evaluations.values()].filter(
      (one) => one.state === "ISSUED" && unitKey({ ...one.place, term: one.term }) === unitKey(key),
    ).length;
    return { ...unitTerm(memory, key), issued, isSealed: memory.periods.has(`${key.agencyId}/${key.term}`) };
  };
  return {
    evaluations: {
      change: (act, term, members, decide) =>
        inTurn(() =>
          runOnce(memory, act, () => {
            const scenes = members.map((member) => sceneIn(memory, term, member, true));
            const { decisions, answer } = decide(scenes);
            const before = new Map(scenes.map(({ evaluation }) => [evaluation.personId, evaluation.version]));
            for (const decision of decisions)
              if (decision.state.version !== before.get(decision.state.personId)) write(memory, decision, now());
            return answer;
          }),
        ),
      look: ({ whole }, term, members) => inTurn(() => members.map((member) => sceneIn(memory, term, member, whole))),
    },
    units: {
      change: (act, key, decide) =>
        inTurn(() =>
          runOnce(memory, act, () => {
            const { groups: _, ...unit } = decide(unitScene(key));
            memory.units.set(unitKey(key), unit);
          }),
        ),
      look: (_, __, key) => inTurn(() => unitScene(key)),
    },
    periods: periodStore(memory, inTurn, now),
    closings: closingStore(memory, inTurn, now),
    notices: {
      notices: (personId, limit) =>
        inTurn(() =>
          memory.notices
            .filter((one) => one.personId === personId)
            .map(({ code, params, at }, nr) => ({ noticeId: String(nr), code, params, at }))
            .reverse()
            .slice(0, limit),
        ),
    },
  };
}
