import { can } from "@kinerja/common/authz";
import { type FileStore } from "@kinerja/common/files";
import { uuidV7, type Zone } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type AccountVault } from "./adapters/crypto/account-vault.ts";
import { codeReceipts } from "./adapters/crypto/code-receipts.ts";
import { type NipVault } from "./adapters/crypto/nip-vault.ts";
import { limiter, openPasswords } from "./adapters/crypto/passwords.ts";
import { openRefreshTokens } from "./adapters/crypto/refresh-tokens.ts";
import { codeHasher, deriveKey, newCode } from "./adapters/crypto/secrets.ts";
import { tokenSigner } from "./adapters/crypto/signing.ts";
import { peopleFileReader } from "./adapters/csv/read-people-file.ts";
import { type AccountUseCases } from "./adapters/grpc/account-service.ts";
import { type DirectoryUseCases } from "./adapters/grpc/directory-service.ts";
import { type ImportUseCases } from "./adapters/grpc/import-service.ts";
import { type SessionUseCases } from "./adapters/grpc/session-service.ts";
import { openPace } from "./adapters/pace.ts";
import { postgresAccountStore } from "./adapters/postgres/account-store.ts";
import { postgresAccessStore } from "./adapters/postgres/access-store.ts";
import { postgresDirectory } from "./adapters/postgres/directory.ts";
import { type Facts } from "./adapters/postgres/facts.ts";
import { postgresGrantStore } from "./adapters/postgres/grant-store.ts";
import { postgresHolidayStore } from "./adapters/postgres/holiday-store.ts";
import { postgresImportStore } from "./adapters/postgres/import-store.ts";
import { type KeyRing } from "./adapters/postgres/key-ring.ts";
import { postgresMachine } from "./adapters/postgres/machine.ts";
import { postgresRelationStore } from "./adapters/postgres/relation-store.ts";
import { confirmAccount, listAccounts, paymentDetails, proposeAccount, rejectAccount } from "./app/accounts.ts";
import { activate } from "./app/activate.ts";
import { getEmployments, getFacts, getRoster, getWorkCalendar, listRoleHolders } from "./app/answer-services.ts";
import { authoriseBy } from "./app/authorise.ts";
import { changePassword } from "./app/change-password.ts";
import { endSession, listSessions, signOut } from "./app/end-session.ts";
import { confirmGrant, confirmSiteGrant, listGrants, proposeGrant } from "./app/grants.ts";
import { listHolidays, removeHoliday, setHoliday, setWorkingWeek } from "./app/holidays.ts";
import { applyImport, getImport, listFindings, listImports, startImport } from "./app/import-people.ts";
import { issueCodes } from "./app/issue-codes.ts";
import { getCalendar, listAgencies, listUnits } from "./app/read-agency.ts";
import { getMe, listPeople, listSubordinates, lookupPeople } from "./app/read-people.ts";
import { refresh } from "./app/refresh.ts";
import { resolveNips } from "./app/resolve-nips.ts";
import { setRelation } from "./app/relations.ts";
import { signIn, type SignInNeeds } from "./app/sign-in.ts";
import { type TokenNeeds } from "./app/tokens.ts";

export type Parts = {
  readonly site: string;
  readonly master: Buffer;
  readonly db: Database;
  readonly reader: Database;
  readonly vault: NipVault;
  readonly accountVault: AccountVault;
  readonly facts: Facts;
  readonly keys: KeyRing;
  readonly files: FileStore;
  readonly now: () => number;
  readonly defaultZone: Zone;
};

async function sessionUseCases(parts: Parts, reading: ReturnType<typeof readingOf>): Promise<SessionUseCases> {
  const { site, master, keys, now } = parts;
  const access = postgresAccessStore(parts);
  const refreshTokens = openRefreshTokens(master);
  const passwords = await openPasswords();
  const hashCode = codeHasher(deriveKey(master, "code"));
  const tokens: TokenNeeds = {
    employmentsOf: (person, from, to) => reading.directory.employments(person, from, to),
    signTokens: tokenSigner(site, (at) => keys.keyAt(at)),
  };
  const signing: SignInNeeds = {
    ...tokens,
    access,
    passwords,
    refreshTokens,
    nipIndex: (nip) => parts.vault.indexOf(nip),
    nipIndexes: (nip) => parts.vault.indexesOf(nip),
    newId: reading.newId,
    now,
  };
  const machine = postgresMachine(parts.reader);
  const receipts = codeReceipts(deriveKey(master, "code-receipt"));
  return {
    signIn: signIn(signing),
    activate: activate({ ...signing, hashCode }),
    refresh: refresh(signing),
    signOut: signOut(signing),
    listSessions: listSessions(signing),
    endSession: endSession(signing),
    changePassword: changePassword(signing),
    issueCodes: issueCodes({ ...reading, access, machine, newCode, hashCode, receipts }),
    publicKeys: () => keys.publicKeys(),
  };
}

function readingOf({ db, reader, vault, now }: Parts) {
  const directory = postgresDirectory({ db, reader, vault });
  return { directory, can, authorise: authoriseBy(can), now, newId: () => uuidV7(now()) };
}

function directoryUseCases(parts: Parts, reading: ReturnType<typeof readingOf>): DirectoryUseCases {
  const { db, reader, facts } = parts;
  const answering = { ...reading, machine: postgresMachine(reader) };
  const keeping = { ...reading, holidays: postgresHolidayStore(db) };
  const granting = { ...reading, grants: postgresGrantStore(db) };
  return {
    getMe: getMe(reading),
    lookupPeople: lookupPeople(reading),
    listPeople: listPeople(reading),
    listAgencies: listAgencies(reading),
    listUnits: listUnits(reading),
    listSubordinates: listSubordinates(reading),
    getCalendar: getCalendar(reading),
    setRelation: setRelation({ ...reading, relations: postgresRelationStore(db, reader, facts) }),
    proposeGrant: proposeGrant(granting),
    confirmGrant: confirmGrant(granting),
    confirmSiteGrant: confirmSiteGrant(granting),
    listGrants: listGrants(granting),
    listHolidays: listHolidays(keeping),
    setHoliday: setHoliday(keeping),
    removeHoliday: removeHoliday(keeping),
    setWorkingWeek: setWorkingWeek(keeping),
    getFacts: getFacts(answering),
    getEmployments: getEmployments(answering),
    getRoster: getRoster(answering),
    getWorkCalendar: getWorkCalendar(answering),
    listRoleHolders: listRoleHolders(answering),
    resolveNips: resolveNips({ ...answering, nipIndexes: (nip) => parts.vault.indexesOf(nip) }),
  };
}

function importUseCases(parts: Parts, reading: ReturnType<typeof readingOf>): ImportUseCases {
  const needs = {
    ...reading,
    imports: postgresImportStore(parts),
    readPeopleFile: peopleFileReader(parts.files, (nip) => parts.vault.indexOf(nip)),
    defaultZone: parts.defaultZone,
    openPace,
    oneByOne: limiter(1, 4),
  };
  return {
    startImport: startImport(needs),
    listImports: listImports(needs),
    getImport: getImport(needs),
    listFindings: listFindings(needs),
    applyImport: applyImport(needs),
  };
}

function accountUseCases(parts: Parts, reading: ReturnType<typeof readingOf>): AccountUseCases {
  const needs = { ...reading, accounts: postgresAccountStore(parts) };
  return {
    proposeAccount: proposeAccount(needs),
    confirmAccount: confirmAccount(needs),
    rejectAccount: rejectAccount(needs),
    listAccounts: listAccounts(needs),
    paymentDetails: paymentDetails(needs),
  };
}

export type UseCases = {
  readonly account: AccountUseCases;
  readonly session: SessionUseCases;
  readonly directory: DirectoryUseCases;
  readonly import: ImportUseCases;
};

/** All use cases on real parts. */
export async function openUseCases(parts: Parts): Promise<UseCases> {
  const reading = readingOf(parts);
  return {
    session: await sessionUseCases(parts, reading),
    directory: directoryUseCases(parts, reading),
    import: importUseCases(parts, reading),
    account: accountUseCases(parts, reading),
  };
}
