import { type Rupiah } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { isOfRule, wordsOf } from "../domain/policy/words.ts";
import { unpackStatement } from "../domain/statement.ts";
import { type AccessTo, asOfficer, authorise, type OfficerNeeds } from "./authorise.ts";
import { type ParsePolicy } from "./policies.ts";
import {
  type AccountTotal,
  type Caller,
  type Notice,
  type Records,
  type Scope,
  type StatementRecord,
  type Store,
} from "./ports.ts";

export type StatementNeeds = OfficerNeeds & {
  readonly parse: ParsePolicy;
  /** Agencies in which the caller may look for another person's statement. */
  readonly agenciesOf: (caller: Caller, personId: string) => Promise<readonly string[]>;
};

export type ShownStep = {
  readonly employmentId: string;
  readonly statementSha256: string;
  readonly id: string;
  readonly label: string;
  readonly cite: string;
  readonly rule: string;
  readonly effect: string;
  readonly base: string;
  readonly factor: string;
  readonly exact: string;
  readonly amount: Rupiah;
  readonly inputs: Readonly<Record<string, string>>;
};

export type ShownStatement = {
  readonly record: StatementRecord;
  readonly policy: { readonly id: string; readonly title: string; readonly sha256: string };
  readonly steps: readonly ShownStep[];
  readonly flags: readonly string[];
};

/** What a rule brings itself, beside the facts that it looked at. */
const ruleWords: Readonly<Record<string, string>> = {
  percent: "Persen menurut aturan",
  target: "Target",
  days: "Hari yang dihitung",
  leave: "Jenis cuti atau keadaan",
  month: "Bulan ke",
  occurrence: "Kejadian ke",
  events: "Kejadian yang berlaku",
  rupiah: "Rupiah tiap poin",
  table: "Nilai dari tabel",
  decimal: "Faktor menurut aturan",
};

function shownSteps(
  document: PolicyDocument,
  employmentId: string,
  statementSha256: string,
  packed: string,
): ShownStep[] {
  const words = wordsOf(document);
  const labels = new Map([
    ...Object.keys(document.tables).map((id): [string, string] => [id, ruleWords["table"] ?? id]),
    ...[...document.steps, ...(document.facts ?? [])].map(({ id, label }): [string, string] => [id, label]),
    ...Object.entries(document.inputs).map(([id, { label }]): [string, string] => [id, label]),
  ]);
  const nameOf = (rule: string, input: string): string =>
    (isOfRule(rule, input) ? undefined : labels.get(input)) ?? ruleWords[input] ?? input;
  return unpackStatement(packed).trace.map(({ id, base, factor, exact, amount, inputs }) => {
    const { label, cite, rule, effectOf } = words.get(id) ?? { label: id, cite: "", rule: "", effectOf: () => "PART" };
    const named = Object.fromEntries(inputs.map(([input, value]) => [nameOf(rule, input), value]));
    return {
      employmentId,
      statementSha256,
      id,
      label,
      cite,
      rule,
      effect: effectOf(amount),
      base,
      factor,
      exact,
      amount,
      inputs: named,
    };
  });
}

/** The documents of one month as they were computed, in the words of their policy. Nothing is recomputed. */
async function show(records: Records, parse: ParsePolicy, record: StatementRecord): Promise<ShownStatement> {
  const run = await records.runs.find(record.agencyId, record.runId);
  const policy = run && (await records.policies.find(record.agencyId, run.policyId));
  const { document } = parse(policy?.document ?? "");
  if (!policy || !document) throw new Error(`run ${record.runId} has lost its policy`);
  const packed = await records.statements.packed(record.runId, record.personId);
  return {
    record,
    policy: { id: policy.id, title: policy.title, sha256: policy.sha256 },
    steps: packed.flatMap((one) => shownSteps(document, one.employmentId, one.sha256, one.packed)),
    flags: [...new Set(packed.flatMap((one) => unpackStatement(one.packed).flags))],
  };
}

/** People see what was settled: posted, or held out of it. Before that the amounts may still change. */
const isSettled = ({ posted, held }: StatementRecord): boolean => posted || held;

export type StatementQuery = {
  readonly period: string;
  readonly personId: string | undefined;
  readonly agencyId: string | undefined;
};

const unknown = (): Refusal => new Refusal("not-found", "STATEMENT_UNKNOWN");

async function own(
  { store, parse }: StatementNeeds,
  caller: Caller,
  { period, agencyId }: StatementQuery,
): Promise<ShownStatement> {
  const scope: Scope = { agencies: [], person: caller.personId };
  const wanted = agencyId === undefined ? undefined : [agencyId];
  const found = await store.transaction(scope, ({ statements }) => statements.find(caller.personId, period, wanted));
  const record = found.find(isSettled);
  if (!record) throw unknown();
  return store.transaction({ ...scope, agencies: [record.agencyId] }, (records) => show(records, parse, record));
}

/** The agency in which the caller may read it: the one named, else the person's own ones in turn. */
async function readableIn(
  accessTo: AccessTo,
  caller: Caller,
  personId: string,
  agencies: readonly string[],
): Promise<string> {
  for (const agencyId of agencies.slice(0, -1)) {
    const { verdict } = await accessTo(caller, "read", "statement", { agencyId, personId });
    if (verdict === "allow") return agencyId;
  }
  const last = agencies.at(-1);
  if (last === undefined) throw unknown();
  await authorise(accessTo, caller, ["read", "statement"], { agencyId: last, personId });
  return last;
}

async function anothers(
  needs: StatementNeeds,
  caller: Caller,
  personId: string,
  query: StatementQuery,
): Promise<ShownStatement> {
  const agencies = query.agencyId === undefined ? await needs.agenciesOf(caller, personId) : [query.agencyId];
  const agencyId = await readableIn(needs.accessTo, caller, personId, agencies);
  return asOfficer(needs, caller, ["read", "statement"], agencyId, async ({ records, actor, at }) => {
    const [record] = await records.statements.find(personId, query.period, [agencyId]);
    if (!record) throw unknown();
    const detail = { period: query.period };
    await records.audit(actor, { action: "read", resource: "statement", objectId: personId, agencyId, detail }, at);
    return show(records, needs.parse, record);
  });
}

/** One month's statement: the caller's own, or by right and with an audit row somebody else's. */
export const getStatement =
  (needs: StatementNeeds) =>
  (caller: Caller, query: StatementQuery): Promise<ShownStatement> =>
    query.personId === undefined || query.personId === caller.personId
      ? own(needs, caller, query)
      : anothers(needs, caller, query.personId, query);

const mostStatements = 60;
const mostNotices = 100;

export const listStatements =
  ({ store }: { store: Store }) =>
  async (caller: Caller): Promise<StatementRecord[]> => {
    const scope = { agencies: [], person: caller.personId };
    const all = await store.transaction(scope, ({ statements }) =>
      statements.ofPerson(caller.personId, mostStatements),
    );
    return all.filter(isSettled);
  };

export const listNotices =
  ({ store }: { store: Store }) =>
  (caller: Caller): Promise<Notice[]> =>
    store.transaction({ agencies: [], person: caller.personId }, ({ notices }) =>
      notices.ofPerson(caller.personId, mostNotices),
    );

export const ledgerTotals =
  (needs: OfficerNeeds) =>
  (
    caller: Caller,
    { agencyId, period }: { readonly agencyId: string; readonly period: string },
  ): Promise<AccountTotal[]> =>
    asOfficer(needs, caller, ["read", "ledger"], agencyId, ({ records }) => records.ledger.totals(agencyId, period));
