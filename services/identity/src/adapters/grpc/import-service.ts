import { unary } from "@kinerja/common/grpc";
import { invalid } from "@kinerja/common/errors";
import { pageSizeOf, parseDay, parseUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/identity/v1/import_service";

import {
  type ApplyImport,
  type GetImport,
  type ListFindings,
  type ListImports,
  type StartImport,
} from "../../app/import-people.ts";
import { type ImportRecord } from "../../app/imports.ts";
import { callerOf, cursorOf, optionalAgency } from "./read.ts";

export type ImportUseCases = {
  readonly startImport: StartImport;
  readonly listImports: ListImports;
  readonly getImport: GetImport;
  readonly listFindings: ListFindings;
  readonly applyImport: ApplyImport;
};

const toProto = (record: ImportRecord): { import: proto.Import } => ({
  import: {
    importId: record.id,
    state: proto.ImportState[record.state],
    fileId: record.fileId,
    effectiveDate: record.effectiveDate,
    ...record.totals,
    appliedAt: record.appliedAt === undefined ? undefined : new Date(record.appliedAt),
    startedAt: new Date(record.startedAt),
    startedBy: record.personId,
    needsSecondPerson: record.needsSecondPerson,
    agencyIds: [...record.agencyIds],
  },
});

function positionOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  if (!/^\d{1,9}$/.test(token)) throw invalid("/pageToken", "PAGE_TOKEN_FORM");
  return Number(token);
}

export const importService = (app: ImportUseCases): proto.ImportServiceServer => ({
  startImport: unary(async ({ fileId, effectiveDate }, context) => {
    const day = parseDay(effectiveDate, "/effectiveDate");
    return toProto(await app.startImport(callerOf(context), { fileId, effectiveDate: day }));
  }),
  listImports: unary(async (request, context) => {
    const { imports, next = "" } = await app.listImports(callerOf(context), {
      agencyId: optionalAgency(request.agencyId),
      pageSize: pageSizeOf(request.pageSize),
      after: cursorOf(request.pageToken),
    });
    return { imports: imports.map((record) => toProto(record).import), nextPageToken: next };
  }),
  getImport: unary(async ({ importId }, context) =>
    toProto(await app.getImport(callerOf(context), parseUuid(importId, "/importId"))),
  ),
  listImportFindings: unary(async (request, context) => {
    const { findings, next } = await app.listFindings(callerOf(context), {
      importId: parseUuid(request.importId, "/importId"),
      after: positionOf(request.pageToken),
      pageSize: pageSizeOf(request.pageSize),
    });
    return {
      findings: findings.map(({ line, column, severity, code, params }) => ({
        line,
        column,
        severity: proto.FindingSeverity[severity],
        code,
        params: { ...params },
      })),
      nextPageToken: next === undefined ? "" : String(next),
    };
  }),
  applyImport: unary(async ({ importId }, context) =>
    toProto(await app.applyImport(callerOf(context), parseUuid(importId, "/importId"))),
  ),
});
