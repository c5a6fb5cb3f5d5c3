import { uuidV7 } from "@kinerja/common/kernel";
import { ExportServiceService } from "@kinerja/proto/allowance/v1/export_service";

import { fileMaker } from "./adapters/files/file-maker.ts";
import { exportService, type ExportUseCases } from "./adapters/grpc/export-service.ts";
import { digest } from "./adapters/ids.ts";
import { downloadExport, listExportFormats, listExports, listExportSettings, setExportSetting } from "./app/exports-list.ts"; // prettier-ignore
import { createExport } from "./app/exports-make.ts";
import { type ExportNeeds } from "./app/exports-open.ts";
import { getPayslip, type PayslipNeeds } from "./app/exports-payslip.ts";
import { perMinute } from "./app/per-minute.ts";
import { reconcileExport } from "./app/reconcile.ts";

type MakingParts = Omit<ExportNeeds, "digest" | "fileMaker" | "newId">;

/** What the making of files needs, with this service's own libraries. */
export const exportNeeds = (parts: MakingParts): ExportNeeds => ({
  ...{ ...parts, digest, fileMaker },
  newId: () => uuidV7(parts.now()),
});

export type ExportParts = MakingParts & Omit<PayslipNeeds, "fileMaker" | "limit">;

/** A whole batch in memory each time. */
const comparisonsPerMinute = 6;
/** A year of an own page, and some; whoever wants all of a batch makes the archive. */
const slipsPerMinute = 30;

/** Everything that can be done with files of batches, on the parts given. */
export function exportUseCases(parts: ExportParts): ExportUseCases {
  const needs = exportNeeds(parts);
  return {
    listExportFormats: listExportFormats(needs),
    createExport: createExport(needs),
    listExports: listExports(parts),
    downloadExport: downloadExport(needs),
    reconcileExport: reconcileExport({ ...needs, limit: perMinute(comparisonsPerMinute, parts.now) }),
    listExportSettings: listExportSettings(parts),
    setExportSetting: setExportSetting(parts),
    getPayslip: getPayslip({ ...parts, fileMaker, limit: perMinute(slipsPerMinute, parts.now) }),
  };
}

/** The service of exports, for the server. */
export const servedExports = (parts: ExportParts): [typeof ExportServiceService, ReturnType<typeof exportService>] => [
  ExportServiceService,
  exportService(exportUseCases(parts)),
];
