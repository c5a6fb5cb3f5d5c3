import type { components } from "../../api/schema.d.ts";
import { type Client } from "../../api/client.ts";
import { type Platform } from "../../state/platform.ts";

type Schemas = components["schemas"];

export type Correction = Readonly<Schemas["Correction"]>;
export type CorrectedLine = Readonly<Schemas["CorrectedLine"]>;
export interface LineChange {
  readonly employmentId: string;
  readonly voided?: CorrectedLine;
  readonly added?: CorrectedLine;
}
export type CorrectedMonth = Readonly<Omit<Schemas["CorrectedMonth"], "lines" | "blockedBy">> & {
  readonly lines: readonly LineChange[];
  readonly blockedBy: readonly string[];
};
export type ContributionDifference = Readonly<Schemas["ContributionDifference"]>;
export type TaxDifference = Readonly<Schemas["TaxDifference"]>;
export interface DeductionDifference {
  readonly payoutPeriod: string;
  readonly contributions: readonly ContributionDifference[];
  readonly tax?: TaxDifference;
}
export interface Preview {
  readonly correction: Correction;
  readonly sha256: string;
  readonly deltaRupiah: string;
  readonly months: readonly CorrectedMonth[];
  /** Only where it was just computed. */
  readonly waiting?: readonly { readonly period: string; readonly blockedBy: readonly string[] }[];
  /** Months of payment whose contributions and tax rest on facts that have changed since. */
  readonly staleDeductions?: readonly string[];
  readonly deductions?: readonly DeductionDifference[];
  readonly lacksRecoveryRule: boolean;
}
export type Receivable = Readonly<Schemas["Receivable"]>;

const path = (agencyId: string): string => `/v1/agencies/${agencyId}/corrections`;

/** Months are computed one by one, each from three services. */
const previewTimeoutMs = 60_000;

export async function listCorrections(client: Client, agencyId: string, pageToken: string) {
  const query = { pageSize: 50, pageToken };
  return client.get<{ corrections: readonly Correction[]; nextPageToken: string }>(path(agencyId), { query });
}

/** As somebody has looked at it last. */
export const getCorrection = (client: Client, { agencyId, caseId }: Correction): Promise<Preview> =>
  client.get<Preview>(`${path(agencyId)}/${caseId}`);

export const listReceivables = async (client: Client, agencyId: string): Promise<readonly Receivable[]> =>
  (
    await client.get<{ receivables: readonly Receivable[] }>(`/v1/agencies/${agencyId}/receivables`, {
      query: { pageSize: 200 },
    })
  ).receivables;

export function createCorrectionActs({ client, newId }: Platform, agencyId: string) {
  const command = <Answer>(to: string, body: object): Promise<Answer> =>
    client.post<Answer>(to, body, { headers: { "idempotency-key": newId() } });
  const of = ({ caseId }: Correction, act: string): string => `${path(agencyId)}/${caseId}:${act}`;
  return {
    open: (personId: string, affectedFrom: string, note: string) =>
      command(`${path(agencyId)}:open`, { personId, affectedFrom, note }),
    preview: (correction: Correction) =>
      client.post<Preview>(of(correction, "preview"), {}, { timeoutMs: previewTimeoutMs }),
    confirm: ({ correction, sha256 }: Preview, letter: string) =>
      command(of(correction, "confirm"), { sha256, ...(letter === "" ? {} : { letter }) }),
    refuse: (correction: Correction, reason: string) => command(of(correction, "refuse"), { reason }),
    release: (runId: string, personId: string, reason: string) =>
      command(`/v1/agencies/${agencyId}/runs/${runId}/holds/${personId}:release`, { reason }),
  };
}
