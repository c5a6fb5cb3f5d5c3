import { uuidV7 } from "@kinerja/common/kernel";
import { type AttendanceServiceClient } from "@kinerja/proto/activity/v1/attendance_service";
import { FactServiceService } from "@kinerja/proto/allowance/v1/fact_service";
import { type DirectoryServiceClient } from "@kinerja/proto/identity/v1/directory_service";

import {
  checksOfDays,
  peopleInAgency,
  peopleOfNips,
  unitsOfAgency,
  unitsOfPerson,
} from "./adapters/clients/fact-sources.ts";
import { readFactsFile } from "./adapters/csv/read-facts-file.ts";
import { factService, type FactUseCases } from "./adapters/grpc/fact-service.ts";
import { sha256 } from "./adapters/ids.ts";
import { type OfficerNeeds } from "./app/authorise.ts";
import { decideFacts } from "./app/facts/decide-facts.ts";
import { applyImport, type ImportNeeds, previewImport } from "./app/facts/import-facts.ts";
import { proposeFact, revokeFact, supersedeFact } from "./app/facts/propose-fact.ts";
import { type CandidateNeeds, listFacts, listOutageCandidates, listOwnFacts } from "./app/facts/read-facts.ts";

type Clients = { readonly identity: DirectoryServiceClient; readonly attendance: AttendanceServiceClient };

type Parts = OfficerNeeds &
  Pick<ImportNeeds, "readText" | "peopleIn" | "peopleOf" | "unitsOf" | "postsOf"> &
  Pick<CandidateNeeds, "checksOf" | "signs">;

/** Everything that can be done with facts, on the parts given. */
function factUseCases(parts: Parts): FactUseCases {
  const facts = { ...parts, newId: () => uuidV7(parts.now()) };
  const imports = { ...facts, newHash: sha256, readFile: readFactsFile };
  return {
    listFacts: listFacts(parts),
    listOwnFacts: listOwnFacts(parts),
    proposeFact: proposeFact(facts),
    supersedeFact: supersedeFact(facts),
    revokeFact: revokeFact(facts),
    previewImport: previewImport(imports),
    applyImport: applyImport(imports),
    decideFacts: decideFacts(parts),
    listOutageCandidates: listOutageCandidates(parts),
  };
}

/** What facts ask of the other services. */
export const factSources = ({ identity, attendance }: Clients) => ({
  peopleIn: peopleInAgency(identity),
  peopleOf: peopleOfNips(identity),
  unitsOf: unitsOfAgency(identity),
  postsOf: unitsOfPerson(identity),
  checksOf: checksOfDays(attendance),
});

/** The service of facts, for the server. */
export const servedFacts = (parts: Parts): [typeof FactServiceService, ReturnType<typeof factService>] => [
  FactServiceService,
  factService(factUseCases(parts)),
];
