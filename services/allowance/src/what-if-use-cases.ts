import { type KeepingStore, type Receipts } from "@kinerja/common/files";
import { uuidV7 } from "@kinerja/common/kernel";
import { WhatIfServiceService } from "@kinerja/proto/allowance/v1/what_if_service";

import { type Clients, monthSoFar } from "./adapters/clients/month-so-far.ts";
import { whatIfService, type WhatIfUseCases } from "./adapters/grpc/what-if-service.ts";
import { compareRun } from "./app/compare-runs.ts";
import { rememberingCompiler } from "./app/compiled-policies.ts";
import { comparePolicies } from "./app/diff-policies.ts";
import {
  answerObjection,
  fileObjection,
  listObjections,
  listOwnObjections,
  objectionEvidence,
  type ObjectionNeeds,
  withdrawObjection,
} from "./app/objections.ts";
import { perMinute } from "./app/per-minute.ts";
import { getStatement, type StatementNeeds } from "./app/statements.ts";
import { simulateMonth, type WhatIfNeeds } from "./app/what-if.ts";

type Parts = StatementNeeds &
  Pick<WhatIfNeeds, "monthSoFar"> & {
    readonly files: Pick<KeepingStore, "keep" | "open">;
    readonly receipts: Pick<Receipts, "has">;
  };

/** Somebody who drags a control asks a few times a second for some seconds; a program that asks all day is stopped. */
const simulationsPerMinute = 120;

/** More than anybody writes; a program that fills the officers' list is stopped. */
const objectionsPerMinute = 20;

/** What people see of their pay before and after the run, on the parts given. */
export function whatIfUseCases(parts: Parts): WhatIfUseCases {
  const { parse, now } = parts;
  const statementOf = getStatement(parts);
  const ofCaller: ObjectionNeeds["statement"] = (caller, { period, agencyId, runId }) =>
    statementOf(caller, { period, agencyId, runId, personId: undefined });
  const objections = {
    ...parts,
    files: {
      keep: (fileId: string) => parts.files.keep(fileId),
      open: (fileId: string) => parts.files.open(fileId),
      isFrom: (fileId: string, personId: string) => parts.receipts.has(fileId, personId),
    },
    limit: perMinute(objectionsPerMinute, now),
    newId: () => uuidV7(now()),
    statement: ofCaller,
  };
  const whatIf = { ...parts, compile: rememberingCompiler(parse), limit: perMinute(simulationsPerMinute, now) };
  return {
    simulateMonth: simulateMonth(whatIf),
    fileObjection: fileObjection(objections),
    withdrawObjection: withdrawObjection(objections),
    listOwnObjections: listOwnObjections(objections),
    listObjections: listObjections(objections),
    answerObjection: answerObjection(objections),
    objectionEvidence: objectionEvidence(objections),
    compareRun: compareRun(parts),
    comparePolicies: comparePolicies(parts),
  };
}

/** What a simulation asks of the other services. */
export const whatIfSources = (clients: Clients): Pick<WhatIfNeeds, "monthSoFar"> => ({
  monthSoFar: monthSoFar(clients),
});

/** The service, for the server. */
export const servedWhatIf = (parts: Parts): [typeof WhatIfServiceService, ReturnType<typeof whatIfService>] => [
  WhatIfServiceService,
  whatIfService(whatIfUseCases(parts)),
];
