import type { components } from "../../api/schema.d.ts";
import { type Client } from "../../api/client.ts";
import { type Platform } from "../../state/platform.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type Batch = Readonly<Schemas["Batch"]>;
export type RunInput = Readonly<Schemas["RunInput"]>;
export type Run = With<Schemas["Run"], { batches: readonly Batch[]; inputs: readonly RunInput[] }>;
export type RunFlag = Readonly<Schemas["RunFlag"]>;
export type FlagDecision = "ACKNOWLEDGE" | "HOLD";
export type RunStatement = Readonly<Schemas["RunStatement"]>;
export type Ledger = With<
  Schemas["GetLedgerTotalsResponse"],
  { accounts: readonly Readonly<Schemas["AccountTotal"]>[] }
>;
export type Policy = Readonly<Schemas["Policy"]>;
export type Place = Readonly<Schemas["UnverifiedPlace"]>;
export type Impact = With<Schemas["PolicyImpact"], { blocked: readonly Readonly<Schemas["BlockedRows"]>[] }>;
export type ImpactRow = Readonly<Schemas["PolicyImpactRow"]>;
export type PolicyText = With<
  Omit<Schemas["GetPolicyResponse"], "impact">,
  { policy: Policy; unverified: readonly Place[] }
> & { readonly impact?: Impact };

export type RunKind = Exclude<Schemas["RunKind"], "UNSPECIFIED">;
export type WaitingDues = Readonly<Omit<Schemas["WaitingDues"], "kind">> & { readonly kind: RunKind };
export type Band = Readonly<Schemas["ChangeBand"]>;
export type Comparison = With<
  Schemas["CompareRunResponse"],
  {
    batches: readonly Readonly<Schemas["ComparedBatch"]>[];
    bands: readonly Band[];
    largest: readonly Readonly<Schemas["ComparedPerson"]>[];
  }
>;
export type Difference = Readonly<Schemas["PolicyDifference"]>;
export type DiffPart = With<Schemas["PolicyDiffPart"], { differences: readonly Difference[] }>;
export type ComparedPolicies = Readonly<{
  before: Policy;
  after: Policy;
  parts: readonly DiffPart[];
  impact?: Impact;
  rows: readonly ImpactRow[];
}>;
export type Objection = With<
  Schemas["Objection"],
  { evidenceFileIds: readonly string[]; evidenceFileNames: readonly string[] }
>;

/** One page of a list, and where the next one begins. */
export interface Part<Item> {
  readonly items: readonly Item[];
  readonly nextPageToken: string;
}

const runsPath = (agencyId: string): string => `/v1/agencies/${agencyId}/runs`;
const runPath = (agencyId: string, runId: string): string => `${runsPath(agencyId)}/${runId}`;

export type Runs = Readonly<{ runs: readonly Run[]; waiting: readonly WaitingDues[] }>;

/** A year has twelve runs: one page holds more than a decade. */
export const listRuns = (client: Client, agencyId: string): Promise<Runs> =>
  client.get<Runs>(runsPath(agencyId), { query: { pageSize: 200 } });

export const getRun = async (client: Client, agencyId: string, runId: string): Promise<Run> =>
  (await client.get<{ run: Run }>(runPath(agencyId, runId))).run;

/** As many pages as are shown. */
export async function listFlags(client: Client, run: Run, pages: number): Promise<Part<RunFlag>> {
  const items: RunFlag[] = [];
  let nextPageToken = "";
  for (let page = 0; page < pages; page += 1) {
    const query = { pageSize: 100, pageToken: nextPageToken };
    const path = `${runPath(run.agencyId, run.runId)}/flags`;
    const answer = await client.get<{ flags: readonly RunFlag[]; nextPageToken: string }>(path, { query });
    items.push(...answer.flags);
    nextPageToken = answer.nextPageToken;
    if (nextPageToken === "") break;
  }
  return { items, nextPageToken };
}

export async function listRows(
  client: Client,
  run: Run,
  onlyHeld: boolean,
  pageToken: string,
): Promise<Part<RunStatement>> {
  const query = { pageSize: 50, pageToken, ...(onlyHeld ? { held: "true" } : {}) };
  const path = `${runPath(run.agencyId, run.runId)}/statements`;
  const answer = await client.get<{ statements: readonly RunStatement[]; nextPageToken: string }>(path, { query });
  return { items: answer.statements, nextPageToken: answer.nextPageToken };
}

export const compareRun = (client: Client, { agencyId, runId }: Run): Promise<Comparison> =>
  client.get<Comparison>(`${runPath(agencyId, runId)}/comparison`);

export const comparePolicies = (client: Client, agencyId: string, one: string, other: string) =>
  client.get<ComparedPolicies>(`/v1/agencies/${agencyId}/policies/${one}/comparison/${other}`);

export async function listObjections(
  client: Client,
  agencyId: string,
  onlyOpen: boolean,
  pageToken: string,
): Promise<Part<Objection>> {
  const query = { pageSize: 50, pageToken, ...(onlyOpen ? { open: "true" } : {}) };
  const path = `/v1/agencies/${agencyId}/objections`;
  const answer = await client.get<{ objections: readonly Objection[]; nextPageToken: string }>(path, { query });
  return { items: answer.objections, nextPageToken: answer.nextPageToken };
}

export const downloadEvidence = (client: Client, { objectionId, agencyId }: Objection, fileId: string) =>
  client.download(`/v1/objections/${objectionId}/evidence/${fileId}`, { query: { agencyId } });

export const getLedger = (client: Client, { agencyId, period }: Run): Promise<Ledger> =>
  client.get<Ledger>(`/v1/agencies/${agencyId}/ledger/${period}`);

export const listPolicies = async (client: Client, agencyId: string): Promise<readonly Policy[]> =>
  (
    await client.get<{ policies: readonly Policy[] }>(`/v1/agencies/${agencyId}/policies`, {
      query: { pageSize: 200 },
    })
  ).policies;

export const getPolicy = (client: Client, agencyId: string, policyId: string): Promise<PolicyText> =>
  client.get<PolicyText>(`/v1/agencies/${agencyId}/policies/${policyId}`);

/** Starting waits for a small run, so it may take longer than a read. */
const startTimeoutMs = 60_000;

type Command = <Answer>(path: string, body: object, timeoutMs?: number) => Promise<Answer>;
type Report = { readonly impact: Impact; readonly rows: readonly ImpactRow[] };

/** Parts of a large month that are compared at one press of the button. */
const mostParts = 50;

/** A large month is compared in parts: asked again until it is whole. */
async function reportImpact(command: Command, agencyId: string, policyId: string): Promise<Report> {
  const ask = () => command<Report>(`/v1/agencies/${agencyId}/policies/${policyId}/impact:report`, {}, startTimeoutMs);
  let report = await ask();
  for (let part = 1; part < mostParts && !report.impact.complete; part += 1) report = await ask();
  return report;
}

/** What officers do; each names what was on the screen. */
export function createActs({ client, newId }: Platform) {
  const command = <Answer>(path: string, body: object, timeoutMs?: number): Promise<Answer> =>
    client.post<Answer>(path, body, {
      headers: { "idempotency-key": newId() },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  return {
    start: (agencyId: string, period: string, kind: RunKind) =>
      command<{ run: Run }>(`${runsPath(agencyId)}:start`, { period, kind }, startTimeoutMs),
    hold: ({ agencyId, runId }: Run, personId: string, reason: string) =>
      command(`${runPath(agencyId, runId)}/people/${personId}:hold`, { reason }, startTimeoutMs),
    settle: ({ agencyId, runId }: Run, { batch }: Batch, reference: string) =>
      command(`${runPath(agencyId, runId)}/batches/${String(batch)}:settle`, { reference }, startTimeoutMs),
    answer: ({ agencyId, objectionId }: Objection, accepted: boolean, answer: string) =>
      command(`/v1/agencies/${agencyId}/objections/${objectionId}:answer`, { accepted, answer }),
    resolve: ({ agencyId, runId }: Run, { flagId }: RunFlag, decision: FlagDecision, reason: string) =>
      command(`${runPath(agencyId, runId)}/flags/${flagId}:resolve`, { decision, reason }),
    sign: ({ agencyId, runId }: Run, act: "check" | "approve", { batch, sha256 }: Batch) =>
      command(`${runPath(agencyId, runId)}/batches/${String(batch)}:${act}`, { sha256 }, startTimeoutMs),
    reviewPolicy: (agencyId: string, { policyId }: Policy) =>
      command(`/v1/agencies/${agencyId}/policies/${policyId}:review`, {}),
    approvePolicy: (agencyId: string, { policyId, sha256 }: Policy) =>
      command(`/v1/agencies/${agencyId}/policies/${policyId}:approve`, { sha256 }, startTimeoutMs),
    confirmPolicyNumber: (
      agencyId: string,
      { policyId, sha256 }: Policy,
      read: { readonly at: string; readonly quote: string; readonly source: string },
    ) => command(`/v1/agencies/${agencyId}/policies/${policyId}/numbers:confirm`, { sha256, ...read }),
    reportImpact: (agencyId: string, { policyId }: Policy) => reportImpact(command, agencyId, policyId),
    activatePolicy: (agencyId: string, { policyId, sha256 }: Policy) =>
      command(`/v1/agencies/${agencyId}/policies/${policyId}:activate`, { sha256 }, startTimeoutMs),
  };
}
