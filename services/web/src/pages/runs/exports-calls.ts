import type { components } from "../../api/schema.d.ts";
import { type Downloaded, type Progress } from "../../api/transfer.ts";
import { type Platform } from "../../state/platform.ts";
import { type Run } from "./calls.ts";

type Schemas = components["schemas"];

export type ExportFormat = Exclude<Schemas["ExportFormat"], "UNSPECIFIED">;
export type FormatState = Readonly<Omit<Schemas["ExportFormatState"], "format" | "missingSettings">> & {
  readonly format: ExportFormat;
  readonly missingSettings: readonly string[];
};
export type ExportFile = Readonly<Omit<Schemas["ExportFile"], "format">> & { readonly format: ExportFormat };
export type Difference = Readonly<Schemas["ExportDifference"]>;
export type ExportSum = Readonly<Schemas["ExportSum"]>;
export type Reconciliation = Readonly<Omit<Schemas["ReconcileExportResponse"], "differences" | "sums">> & {
  readonly differences: readonly Difference[];
  readonly sums: readonly ExportSum[];
};
export type ExportSetting = Readonly<Schemas["ExportSetting"]>;
export type SettingKey = Readonly<Schemas["ExportSettingKey"]>;
export type Settings = { readonly settings: readonly ExportSetting[]; readonly keys: readonly SettingKey[] };

export interface Making {
  readonly batch: number;
  readonly format: ExportFormat;
  /** Empty the first time. */
  readonly reason: string;
  /** Id of the uploaded list of overtime; only that format has one. */
  readonly ordersFileId?: string;
  /** Only this one of many files. */
  readonly part?: number;
}

/** Files of a large batch are made in a minute or two. */
const makeTimeoutMs = 120_000;

export type ExportCalls = ReturnType<typeof createExportCalls>;

/** What officers do with the files of a run. */
export function createExportCalls({ client, newId }: Platform, { agencyId, runId }: Pick<Run, "agencyId" | "runId">) {
  const agency = `/v1/agencies/${agencyId}`;
  const run = `${agency}/runs/${runId}`;
  const batchPath = (batch: number): string => `${run}/batches/${String(batch)}`;
  return {
    formats: async (batch: number) =>
      (await client.get<{ formats: readonly FormatState[] }>(`${batchPath(batch)}/formats`)).formats,
    /** The newest two hundred. */
    files: async () =>
      (await client.get<{ files: readonly ExportFile[] }>(`${run}/exports`, { query: { pageSize: 200 } })).files,
    make: ({ batch, format, reason, ordersFileId, part }: Making) =>
      client.post<{ files: readonly ExportFile[]; madeBefore: boolean }>(
        `${batchPath(batch)}/exports:create`,
        {
          format,
          ...(reason === "" ? {} : { reason }),
          ...(ordersFileId === undefined ? {} : { options: { ordersFileId } }),
          ...(part === undefined ? {} : { options: { part } }),
        },
        { headers: { "idempotency-key": newId() }, timeoutMs: makeTimeoutMs },
      ),
    download: ({ exportFileId }: ExportFile): Promise<Downloaded> => client.download(`${run}/exports/${exportFileId}`),
    upload: (file: Blob, onProgress?: Progress) => client.upload(file, onProgress),
    reconcile: (batch: number, format: ExportFormat, fileId: string) =>
      client.post<Reconciliation>(
        `${batchPath(batch)}/exports:reconcile`,
        { format, fileId },
        { timeoutMs: makeTimeoutMs },
      ),
    settings: () => client.get<Settings>(`${agency}/export-settings`),
    set: (key: string, value: string, validFrom: string) =>
      client.post(
        `${agency}/export-settings:set`,
        { key, validFrom, ...(value === "" ? {} : { value }) },
        { headers: { "idempotency-key": newId() } },
      ),
  };
}
