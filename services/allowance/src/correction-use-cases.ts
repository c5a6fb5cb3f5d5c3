import { type serveGrpc } from "@kinerja/common/grpc";
import { uuidV7 } from "@kinerja/common/kernel";
import { CorrectionServiceService } from "@kinerja/proto/allowance/v1/correction_service";

import { peopleInAgency } from "./adapters/clients/fact-sources.ts";
import { inputsOfPerson, sealsOfMonth } from "./adapters/clients/sealed-person.ts";
import { correctionService, type CorrectionUseCases } from "./adapters/grpc/correction-service.ts";
import { digest, sha256 } from "./adapters/ids.ts";
import { type OfficerNeeds } from "./app/authorise.ts";
import { confirmCorrection, refuseCorrection } from "./app/corrections/confirm-correction.ts";
import { listCorrections, listReceivables, openCorrection, type OpenNeeds } from "./app/corrections/open-correction.ts";
import { type InputsOfPerson, type SealsNow } from "./app/corrections/ports.ts";
import { previewCorrection, readCorrection } from "./app/corrections/preview-correction.ts";
import { releaseHold } from "./app/corrections/release-hold.ts";
import { statementHistory } from "./app/corrections/statement-history.ts";
import { type ParsePolicy } from "./app/policies.ts";

type Parts = OfficerNeeds &
  Pick<OpenNeeds, "peopleIn"> & {
    readonly parse: ParsePolicy;
    readonly inputsOf: InputsOfPerson;
    readonly sealsOf: SealsNow;
  };

/** Everything that can be done about posted months, on the parts given. */
export function correctionUseCases(given: Parts): CorrectionUseCases {
  const parts = { ...given, newHash: sha256, digest, newId: () => uuidV7(given.now()) };
  return {
    openCorrection: openCorrection(parts),
    listCorrections: listCorrections(parts),
    previewCorrection: previewCorrection(parts),
    readCorrection: readCorrection(parts),
    confirmCorrection: confirmCorrection(parts),
    refuseCorrection: refuseCorrection(parts),
    releaseHold: releaseHold(parts),
    listReceivables: listReceivables(parts),
    statementHistory: statementHistory(parts),
  };
}

/** What corrections ask of the other services. */
export const correctionSources = (parts: Parameters<typeof inputsOfPerson>[0]) => ({
  peopleIn: peopleInAgency(parts.clients.identity),
  inputsOf: inputsOfPerson(parts),
  sealsOf: sealsOfMonth(parts),
});

type Served = Parameters<typeof serveGrpc>[0]["services"][number];

/** The service of corrections, for the server. */
export const servedCorrections = (parts: Parts): Served => [
  CorrectionServiceService,
  correctionService(correctionUseCases(parts)),
];
