import { Refusal } from "@kinerja/common/errors";

import { type Act, type AgreementStore, type Look, type MatrixStore, type SkpStore } from "../app/stores.ts";
import { type Agreement, indicatorsOf } from "../domain/agreement.ts";
import { type Node } from "../domain/cascade.ts";
import { type Cell } from "../domain/matrix.ts";
import { type Notice, noticesOf } from "../domain/notice.ts";
import { type GivenRole, type Skp, type SkpDecision, type SkpRecord } from "../domain/skp.ts";

type Layer = Look["layer"];
type StoredCell = Cell & { readonly leaderId: string; readonly year: number };

export type Stores = {
  readonly skps: SkpStore;
  readonly agreements: AgreementStore;
  readonly matrices: MatrixStore;
  /** Counts of the facts told of one SKP, in order. */
  told(skpId: string): Promise<number[]>;
  noticesTo(personId: string): Promise<string[]>;
};

/** One command after another, once for its request key. */
function oneByOne() {
  const answers = new Map<string, { body: string; answer: unknown }>();
  let last: Promise<unknown> = Promise.resolve();
  const once = <T>({ caller, need, command }: Act, work: () => T): T => {
    if (caller.requestKey === undefined) return work();
    const key = `${caller.personId}/${caller.requestKey}`;
    const body = JSON.stringify([need, command]);
    const earlier = answers.get(key);
    if (earlier && earlier.body !== body) throw new Refusal("conflict", "IDEMPOTENCY_KEY_REUSED");
    if (earlier) return earlier.answer as T;
    const answer = work();
    answers.set(key, { body, answer });
    return answer;
  };
  return <T>(act: Act, work: () => T): Promise<T> => {
    const running = last.then(() => once(act, work));
    last = running.catch(() => undefined);
    return running;
  };
}

const nodesOfSkp = (skp: Skp): Node[] =>
  skp.content.results.map(({ id, parent }) => ({ ...skp, id, kind: "RHK", parentId: parent?.id, isSet: false }));
const nodesOfAgreement = (agreement: Agreement): Node[] =>
  indicatorsOf(agreement).map(({ id }) => ({
    ...agreement,
    ...{ id, kind: "INDICATOR", personId: undefined, parentId: undefined, isSet: false },
  }));

type State = {
  readonly records: Map<string, SkpRecord>;
  readonly agreements: Map<string, Agreement>;
  readonly told: Map<string, number[]>;
  readonly notices: Notice[];
  readonly cells: StoredCell[];
};
type Run = ReturnType<typeof oneByOne>;

function layerOf({ records, agreements }: State, wanted: Layer): Map<string, Node> {
  const documents = [...records.values()].flatMap(({ skp, holding }) => (wanted === "set" ? (holding ?? []) : skp));
  const shown = [...agreements.values()].filter(({ state }) => wanted === "newest" || state === "SET");
  return new Map([...documents.flatMap(nodesOfSkp), ...shown.flatMap(nodesOfAgreement)].map((node) => [node.id, node]));
}

function cascadeOf(state: State, wanted: Layer): Map<string, Node> {
  const set = layerOf(state, "set");
  return new Map([...layerOf(state, wanted)].map(([id, node]) => [id, { ...node, isSet: set.has(id) }]));
}

const rolesOf = (state: State, personId: string, year: number): GivenRole[] =>
  state.cells
    .filter((cell) => cell.personId === personId && cell.year === year)
    .map(({ leaderRhkId, result }) => ({ leaderRhkId, result, isFirm: layerOf(state, "set").has(leaderRhkId) }));

function write({ records, told, notices }: State, { state, events }: SkpDecision): void {
  records.set(state.skp.id, state);
  for (const { type } of events) {
    told.set(state.skp.id, [...(told.get(state.skp.id) ?? []), state.facts]);
    notices.push(...noticesOf(type, state));
  }
}

const memorySkps = (state: State, run: Run): SkpStore => ({
  ownerOf: (skpId) => Promise.resolve(state.records.get(skpId)?.skp),
  open: (act, { employmentId, year }, decide) =>
    run(act, () => {
      const known = [...state.records.values()];
      if (known.some(({ skp }) => skp.employmentId === employmentId && skp.year === year))
        throw new Refusal("exists", "SKP_EXISTS", { year });
      const decision = decide(rolesOf(state, act.caller.personId, year));
      write(state, decision);
      return decision.state.skp;
    }),
  change: (act, skpId, look, decide, answer) =>
    run(act, () => {
      const record = state.records.get(skpId);
      if (record === undefined) throw new Refusal("not-found", "NOT_FOUND");
      const roles = rolesOf(state, record.skp.personId, record.skp.year);
      const decision = decide(record, {
        cascade: look ? cascadeOf(state, look.layer) : new Map(),
        assigned: new Set(roles.map(({ leaderRhkId }) => leaderRhkId)),
      });
      write(state, decision);
      return answer(decision.state);
    }),
});

const memoryAgreements = ({ agreements }: State, run: Run): AgreementStore => ({
  change: (act, key, decide) =>
    run(act, () => {
      const found = [...agreements.values()].find(({ id, agencyId, unitId, year }) =>
        "agreementId" in key
          ? id === key.agreementId && agencyId === key.agencyId
          : unitId === key.unitId && year === key.year,
      );
      const agreement = decide(found);
      agreements.set(agreement.id, agreement);
      return agreement;
    }),
});

const memoryMatrices = (state: State, run: Run): MatrixStore => ({
  replace: (act, { leaderId, year }, cells, check) =>
    run(act, () => {
      const led = [...state.records.values()].filter(({ skp }) => skp.personId === leaderId && skp.year === year);
      check(new Set(led.flatMap(({ skp }) => nodesOfSkp(skp).map(({ id }) => id))));
      const others = state.cells.filter((cell) => cell.leaderId !== leaderId || cell.year !== year);
      state.cells.splice(0, Infinity, ...others, ...cells.map((cell) => ({ ...cell, leaderId, year })));
      return cells.length;
    }),
});

/** The same promises as the stores on PostgreSQL, without one. */
export function memoryStores(): Stores {
  const state: State = { records: new Map(), agreements: new Map(), told: new Map(), notices: [], cells: [] };
  const run = oneByOne();
  return {
    skps: memorySkps(state, run),
    agreements: memoryAgreements(state, run),
    matrices: memoryMatrices(state, run),
    told: (skpId) => Promise.resolve(state.told.get(skpId) ?? []),
    noticesTo: (personId) =>
      Promise.resolve(state.notices.filter((notice) => notice.personId === personId).map(({ code }) => code)),
  };
}
