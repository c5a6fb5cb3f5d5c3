import { Refusal } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

import { readPayout } from "../domain/payout-document.ts";
import { type Cite, type PolicyDocument } from "../domain/policy/document.ts";
import { type FactRefs } from "../domain/facts/month.ts";
import { type Statement, statementReader } from "../domain/statement.ts";
import { type AccessTo, asOfficer, authorise, type OfficerNeeds } from "./authorise.ts";
import { type ParsePolicy } from "./policies.ts";
import {
  type AccountTotal,
  type Caller,
  type Notice,
  type Records,
  type Run,
  type Scope,
  type StatementRecord,
  type Store,
} from "./ports.ts";
import { linesSayer, type ShownLine } from "./shown-lines.ts";

export type StatementNeeds = OfficerNeeds & {
  readonly parse: ParsePolicy;
  /** Agencies in which the caller may look for another person's statement. */
  readonly agenciesOf: (caller: Caller, personId: string) => Promise<readonly string[]>;
};

export type ShownStep = ShownLine & { readonly employmentId: string; readonly statementSha256: string };

/** DUE: an item of an earlier month. DEDUCTION: contribution, tax, recovery, or what is carried. BESIDE: paid by somebody else, not a part of the amount. */
export type ShownPayoutLine = {
  readonly kind: "DUE" | "DEDUCTION" | "BESIDE";
  readonly id: string;
  readonly label: string;
  readonly cite: string;
  /** The month it was earned in. */
  readonly period: string;
  readonly base: Rupiah;
  readonly rate: string;
  readonly amount: Rupiah;
  readonly inputs: Readonly<Record<string, string>>;
};

/** A revision of what went in: a sealed month, the roster, or the fact rows behind a source. */
export type ShownVersion = {
  readonly name: string;
  readonly revision: number;
  readonly sha256: string;
  readonly factIds: readonly string[];
};

export type ShownStatement = {
  readonly record: StatementRecord;
  readonly policy: { readonly id: string; readonly title: string; readonly sha256: string };
  readonly steps: readonly ShownStep[];
  readonly payoutLines: readonly ShownPayoutLine[];
  readonly versions: readonly ShownVersion[];
  readonly flags: readonly string[];
};

function payoutLines({ legal }: PolicyDocument, { packed, period }: StatementRecord): ShownPayoutLine[] {
  const citeText = ({ legal: key, article }: Cite): string => `${legal[key]?.ref ?? key} ${article}`;
  const { dues, lines, pairs } = readPayout(packed);
  const due = dues.map((item): ShownPayoutLine => ({
    ...{ kind: "DUE", cite: "", base: item.amount, rate: "", inputs: {}, ...item },
  }));
  const said = (kind: ShownPayoutLine["kind"], all: typeof lines): ShownPayoutLine[] =>
    all.map(({ id, label, cite, base, rate, amount, inputs }) => ({
      ...{ kind, id, label, cite: citeText(cite), period, base, rate, amount, inputs: Object.fromEntries(inputs) },
    }));
  return [...due, ...said("DEDUCTION", lines), ...said("BESIDE", pairs)];
}

const factVersions = (refs: FactRefs): ShownVersion[] =>
  Object.entries(refs).map(([name, ids]) => ({ name, revision: 0, sha256: "", factIds: ids ?? [] }));

function versionsOf({ roster, calendar, activity, evaluation }: Run, statements: readonly Statement[]): ShownVersion[] {
  const sealed = [
    ...(roster && roster.sha256 !== "" ? [{ name: "ROSTER", revision: 0, sha256: roster.sha256 }] : []),
    ...(activity.revision > 0 ? [{ name: "ACTIVITY", ...activity }] : []),
    ...(evaluation.revision > 0 ? [{ name: "EVALUATION", ...evaluation }] : []),
    ...(calendar && calendar.sha256 !== "" ? [{ name: "CALENDAR", revision: 0, sha256: calendar.sha256 }] : []),
  ];
  const facts = new Map(statements.flatMap(({ refs }) => factVersions(refs)).map((one) => [one.name, one]));
  return [...sealed.map(({ name, revision, sha256 }) => ({ name, revision, sha256, factIds: [] })), ...facts.values()];
}

/** The documents of one month as they were computed, in the words of their policy. Nothing is recomputed. */
async function show(records: Records, parse: ParsePolicy, record: StatementRecord): Promise<ShownStatement> {
  const run = await records.runs.find(record.agencyId, record.runId);
  const policy = run && (await records.policies.find(record.agencyId, run.policyId));
  const { document } = parse(policy?.document ?? "");
  if (!policy || !document || run.layout === undefined) throw new Error(`run ${record.runId} has lost its policy`);
  const packed = await records.statements.packed(record.runId, record.personId);
  const [say, read] = [linesSayer(document), statementReader(run.layout)];
  const statements = packed.map((one) => read(one.packed));
  return {
    record,
    policy: { id: policy.id, title: policy.title, sha256: policy.sha256 },
    steps: packed.flatMap(({ employmentId, sha256 }, index) =>
      (statements[index]?.trace ?? []).map((line) => ({ employmentId, statementSha256: sha256, ...say(line) })),
    ),
    payoutLines: payoutLines(document, record),
    versions: versionsOf(run, statements),
    flags: [...new Set(statements.flatMap(({ flags }) => flags))],
  };
}

/** The month itself comes before what is paid beside it. */
const byKind = (a: StatementRecord, b: StatementRecord): number =>
  Number(b.kind === "REGULAR") - Number(a.kind === "REGULAR");

/** People see what was settled: posted, or held out of it. Before that the amounts may still change. */
const isSettled = ({ posted, held }: StatementRecord): boolean => posted || held;

export type StatementQuery = {
  readonly period: string;
  readonly personId: string | undefined;
  readonly agencyId: string | undefined;
  /** One of those that have paid the month; the regular one when missing. */
  readonly runId?: string | undefined;
};

const unknown = (): Refusal => new Refusal("not-found", "STATEMENT_UNKNOWN");

/** What was asked for, of all that is there for the month. */
function chosen(found: readonly StatementRecord[], { runId }: StatementQuery): StatementRecord {
  const wanted = found.filter((record) => runId === undefined || record.runId === runId);
  const [record] = wanted.toSorted(byKind);
  if (!record) throw unknown();
  return record;
}

async function own({ store, parse }: StatementNeeds, caller: Caller, query: StatementQuery): Promise<ShownStatement> {
  const { period, agencyId } = query;
  const scope: Scope = { agencies: [], person: caller.personId };
  const wanted = agencyId === undefined ? undefined : [agencyId];
  const found = await store.transaction(scope, ({ statements }) => statements.find(caller.personId, period, wanted));
  const record = chosen(found.filter(isSettled), query);
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
    const record = chosen(await records.statements.find(personId, query.period, [agencyId]), query);
    const detail = { period: query.period, runId: record.runId };
    await records.audit(actor, { action: "read", resource: "statement", objectId: personId, agencyId, detail }, at);
    return show(records, needs.parse, record);
  });
}

/** What one run has paid for a month: the caller's own, or by right and with an audit row somebody else's. */
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
  async (caller: Caller, period?: string): Promise<StatementRecord[]> => {
    const scope = { agencies: [], person: caller.personId };
    const all = await store.transaction(scope, ({ statements }) =>
      period === undefined
        ? statements.ofPerson(caller.personId, mostStatements)
        : statements.find(caller.personId, period, undefined),
    );
    return all.filter(isSettled).slice(0, mostStatements);
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
