import { useMemo } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Client } from "../../api/client.ts";
import { uploadEvidence } from "../../api/evidence.ts";
import { type Change, type Objection, type Policy, type Simulated, type Statement, type Summary } from "./types.ts";

export interface PolicyText {
  readonly policy: Policy;
  /** The YAML text. */
  readonly document: string;
  /** The same for programs; empty where the service can't read it. */
  readonly documentJson: string;
}

/** Of a month: the caller's, of the only agency, of the regular run where nothing else is said. */
export interface Whose {
  readonly personId: string | undefined;
  readonly agencyId: string | undefined;
  readonly runId: string | undefined;
}

/** A line as it was read, and what is wrong with it. */
export interface Filing {
  readonly period: string;
  readonly agencyId: string;
  readonly runId: string;
  /** Missing for a line of the payout. */
  readonly employmentId?: string;
  readonly stepId: string;
  readonly statementSha256: string;
  readonly reason: string;
  readonly files: readonly File[];
}

async function fileObjection(client: Client, newId: () => string, { files, period, ...body }: Filing): Promise<void> {
  const evidence = await uploadEvidence(client, files);
  await client.post(
    `/v1/statements/${period}/objections:file`,
    { ...body, ...evidence },
    { headers: { "idempotency-key": newId() } },
  );
}

const createAllowanceCalls = (client: Client, newId: () => string) => ({
  /** The newest ones, and those of the month if it is older. */
  statements: async (period?: string): Promise<readonly Summary[]> => {
    const list = async (query: { period?: string }) =>
      (await client.get<{ statements: Summary[] }>("/v1/statements", { query })).statements;
    const newest = await list({});
    const isOlder = period !== undefined && !newest.some((one) => one.period === period);
    return isOlder ? [...newest, ...(await list({ period }))] : newest;
  },
  statement: async (period: string, { personId, agencyId, runId }: Whose) => {
    const query = { personId, agencyId, runId };
    return (await client.get<{ statement: Statement }>(`/v1/statements/${period}`, { query })).statement;
  },
  policy: (agencyId: string, policyId: string) =>
    client.get<PolicyText>(`/v1/agencies/${agencyId}/policies/${policyId}`),
  simulate: (period: string, changes: readonly Change[]) =>
    client.post<Simulated>(`/v1/statements/${period}:simulate`, { changes }),
  objections: async () => (await client.get<{ objections: readonly Objection[] }>("/v1/objections")).objections,
  object: (filing: Filing) => fileObjection(client, newId, filing),
  withdraw: (objectionId: string) =>
    client.post(`/v1/objections/${objectionId}:withdraw`, {}, { headers: { "idempotency-key": newId() } }),
  evidence: (objectionId: string, fileId: string) =>
    client.download(`/v1/objections/${objectionId}/evidence/${fileId}`),
});

export type AllowanceCalls = ReturnType<typeof createAllowanceCalls>;

export function useAllowanceCalls(): AllowanceCalls {
  const { client, newId } = useApp().platform;
  return useMemo(() => createAllowanceCalls(client, newId), [client, newId]);
}
