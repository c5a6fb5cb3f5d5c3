import { type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type CallContext, serverStream, unary } from "@kinerja/common/grpc";
import {
  type CreateExportRequest,
  type DownloadExportRequest,
  type DownloadExportResponse,
  ExportServiceService,
  type ExportServiceServer,
  type GetPayslipRequest,
  type GetPayslipResponse,
  type ListExportFormatsRequest,
  type ListExportSettingsRequest,
  type ListExportsRequest,
  type ReconcileExportRequest,
  type SetExportSettingRequest,
} from "@kinerja/proto/allowance/v1/export_service";

import { type listExportFormats, type listExports, type listExportSettings } from "../../app/exports-list.ts";
import { type downloadExport, type setExportSetting } from "../../app/exports-list.ts";
import { type createExport } from "../../app/exports-make.ts";
import { type getPayslip } from "../../app/exports-payslip.ts";
import { type reconcileExport } from "../../app/reconcile.ts";
import { callersOf } from "./caller.ts";
import { piecesOf } from "./pieces.ts";
import { fromBatch, nextOf, pageOf } from "./wire.ts";
import { fromFormat, fromOptions, toFile, toFormat, toKeys, toReconciliation, toSetting } from "./wire-exports.ts";

export type ExportUseCases = {
  readonly listExportFormats: ReturnType<typeof listExportFormats>;
  readonly createExport: ReturnType<typeof createExport>;
  readonly listExports: ReturnType<typeof listExports>;
  readonly downloadExport: ReturnType<typeof downloadExport>;
  readonly reconcileExport: ReturnType<typeof reconcileExport>;
  readonly listExportSettings: ReturnType<typeof listExportSettings>;
  readonly setExportSetting: ReturnType<typeof setExportSetting>;
  readonly getPayslip: ReturnType<typeof getPayslip>;
};

type Method = "createExport" | "setExportSetting";

const callerOf = callersOf<Method>(ExportServiceService);

async function* downloaded(
  use: ExportUseCases,
  request: DownloadExportRequest,
  context: CallContext,
): AsyncGenerator<DownloadExportResponse> {
  yield* piecesOf(await use.downloadExport(callerOf(context), request));
}

async function* slip(
  use: ExportUseCases,
  { period, personId, agencyId, runId }: GetPayslipRequest,
  context: CallContext,
): AsyncGenerator<GetPayslipResponse> {
  yield* piecesOf(await use.getPayslip(callerOf(context), { period, personId, agencyId, runId }));
}

const settings = (use: ExportUseCases) => ({
  listExportSettings: unary(async ({ agencyId }: ListExportSettingsRequest, context) => ({
    settings: (await use.listExportSettings(callerOf(context), agencyId)).map(toSetting),
    keys: toKeys(),
  })),
  setExportSetting: unary(async (request: SetExportSettingRequest, context) => {
    const order = { ...request, value: request.value ?? "" };
    return { setting: toSetting(await use.setExportSetting(callerOf(context, "setExportSetting", request), order)) };
  }),
});

/** The contract on the use cases. */
export const exportService = (use: ExportUseCases): UntypedServiceImplementation & ExportServiceServer => ({
  ...settings(use),
  listExportFormats: unary(async ({ agencyId, runId, batch }: ListExportFormatsRequest, context) => ({
    formats: (await use.listExportFormats(callerOf(context), { agencyId, runId, batch: fromBatch(batch) })).map(
      toFormat,
    ),
  })),
  createExport: unary(async (request: CreateExportRequest, context) => {
    const { agencyId, runId, batch, format, options, reason } = request;
    const order = { agencyId, runId, batch: fromBatch(batch), format: fromFormat(format), reason };
    const made = await use.createExport(callerOf(context, "createExport", request), {
      ...order,
      options: fromOptions(options),
    });
    return { files: made.files.map(toFile), madeBefore: made.madeBefore };
  }),
  listExports: unary(async (request: ListExportsRequest, context) => {
    const page = pageOf(request);
    const found = await use.listExports(callerOf(context), request, page);
    return { files: found.map(toFile), nextPageToken: nextOf(found, page.limit, ({ id }) => id) };
  }),
  reconcileExport: unary(async (request: ReconcileExportRequest, context) => {
    const { agencyId, runId, batch, format, fileId } = request;
    const order = { agencyId, runId, batch: fromBatch(batch), format: fromFormat(format), fileId };
    return toReconciliation(await use.reconcileExport(callerOf(context), order));
  }),
  downloadExport: serverStream((request: DownloadExportRequest, context) => downloaded(use, request, context)),
  getPayslip: serverStream((request: GetPayslipRequest, context) => slip(use, request, context)),
});
