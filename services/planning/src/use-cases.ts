import { type Database } from "@kinerja/common/postgres";
import { uuidV7 } from "@kinerja/common/kernel";

import { type UseCases } from "./adapters/grpc/service.ts";
import { tellSkp } from "./adapters/kafka/skp-topic.ts";
import { postgresAgreementStore } from "./adapters/postgres/agreement-store.ts";
import { postgresMatrixStore } from "./adapters/postgres/matrix-store.ts";
import { postgresReadStore, readSetSkps } from "./adapters/postgres/read-store.ts";
import { postgresSkpStore } from "./adapters/postgres/skp-store.ts";
import { listAgreements, saveAgreement, setAgreement } from "./app/agreements.ts";
import { type AccessTo } from "./app/authorise.ts";
import { type Directory } from "./app/directory.ts";
import { listSkpGaps } from "./app/gaps.ts";
import { getRoleMatrix, saveRoleMatrix } from "./app/matrix.ts";
import { listParentChoices } from "./app/parents.ts";
import * as read from "./app/read.ts";
import * as skps from "./app/skps.ts";

export type Parts = {
  readonly db: Database;
  readonly site: string;
  readonly accessTo: AccessTo;
  readonly directory: Directory;
  readonly now: () => number;
};

/** All use cases on PostgreSQL and identity. */
export function planningUseCases({ db, site, accessTo, directory, now }: Parts): UseCases {
  const newId = (): string => uuidV7(now());
  const store = postgresReadStore(db, now);
  const agreements = postgresAgreementStore({ db, now });
  const skpStore = postgresSkpStore({ db, now, newId, tell: tellSkp(site, newId) });
  const write = { skps: skpStore, accessTo, directory, newId };
  const look = { store, skps: skpStore, accessTo, directory, now };
  return {
    saveAgreement: saveAgreement({ agreements, accessTo, directory, newId }),
    setAgreement: setAgreement({ agreements, accessTo }),
    listAgreements: listAgreements({ store, accessTo }),
    saveRoleMatrix: saveRoleMatrix({ matrices: postgresMatrixStore({ db, now }), directory }),
    getRoleMatrix: getRoleMatrix({ store }),
    createSkp: skps.createSkp(write),
    saveSkp: skps.saveSkp(write),
    submitSkp: skps.submitSkp(write),
    returnSkp: skps.returnSkp(write),
    setSkp: skps.setSkp(write),
    reviseSkp: skps.reviseSkp(write),
    saveActionPlan: skps.saveActionPlan(write),
    getSkp: read.getSkp(look),
    listSkps: read.listSkps(look),
    listTeamSkps: read.listTeamSkps(look),
    getActionPlan: read.getActionPlan(look),
    getTree: read.getTree(look),
    listSkpGaps: listSkpGaps(look),
    listParentChoices: listParentChoices(look),
    listNotices: read.listNotices(look),
    setSkps: (personIds, period) => readSetSkps(db, personIds, period),
  };
}
