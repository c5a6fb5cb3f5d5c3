import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import { type FileStore } from "@kinerja/common/files";
import { type AgencyId, type Day, type Nip, type Period, type PersonId } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { createVerifier } from "@kinerja/common/session";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";

import { openAccountVault } from "../adapters/crypto/account-vault.ts";
import { type NipKeys, openNipVault } from "../adapters/crypto/nip-vault.ts";
import { codeHasher, deriveKey, newCode } from "../adapters/crypto/secrets.ts";
import { identityTopics, openFacts } from "../adapters/postgres/facts.ts";
import { makeFirstOfficer } from "../adapters/postgres/first-officer.ts";
import { openKeyRing } from "../adapters/postgres/key-ring.ts";
import { schemas } from "../adapters/postgres/schemas.ts";
import { proposeSiteRole } from "../adapters/postgres/site-role.ts";
import { type RosterView } from "../app/directory.ts";
import { type ImportRecord } from "../app/imports.ts";
import { type Caller } from "../app/ports.ts";
import { openUseCases, type UseCases } from "../use-cases.ts";
import { csvOf, type FileForm, type Line, nipOf } from "./people.ts";

/** As a file comes from a disk. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

export const memoryFiles = (): FileStore => {
  const files = new Map<string, Buffer>();
  return {
    async put(content) {
      const bytes = await buffer(Readable.from(content));
      const fileId = createHash("sha256").update(bytes).digest("hex");
      files.set(fileId, bytes);
      return { fileId, size: bytes.length };
    },
    open: (fileId) => {
      const bytes = files.get(fileId);
      return Promise.resolve(bytes && { size: bytes.length, content: Readable.from(piecesOf(bytes)) });
    },
  };
};

export const testKeys: NipKeys = { byVersion: new Map([[1, randomBytes(32)]]), index: new Map([[1, randomBytes(32)]]) };
export const goodPassword = "enam kata yang mudah diingat";

export type World = {
  readonly database: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly use: UseCases;
  readonly owner: Database;
  readonly verify: ReturnType<typeof createVerifier>;
  /** Activates a site-wide officer. */
  officer(nip: Nip): Promise<Caller>;
  /** As who runs the site does at the server. */
  proposeSiteRole(person: Omit<Parameters<typeof proposeSiteRole>[1], "validTo">): ReturnType<typeof proposeSiteRole>;
  activateWith(nip: Nip, code: string): Promise<Caller>;
  signIn(nip: Nip, password?: string): Promise<Caller>;
  startImport(caller: Caller, file: Buffer, day?: string): Promise<ImportRecord>;
  /** The other officer of the site, made where there is none, applies what the caller has brought. */
  importLines(caller: Caller, lines: readonly Line[], day?: string, form?: FileForm): Promise<ImportRecord>;
  activate(caller: Caller, agencyId: string, person: string, nip: Nip): Promise<Caller>;
  /** All pages together. */
  rosterOf(agencyId: string, period: string): Promise<RosterView[]>;
  outbox(): Promise<{ topic: string; key: string; type: string; payload: Buffer }[]>;
  stop(): Promise<void>;
};

function siteOfficers(make: (nip: Nip) => Promise<Caller>) {
  const made: Caller[] = [];
  const officer = async (nip: Nip): Promise<Caller> => {
    const one = await make(nip);
    made.push(one);
    return one;
  };
  const otherThan = async ({ personId }: Caller): Promise<Caller> =>
    made.find((one) => one.personId !== personId) ?? (await officer(nipOf(91)));
  return { officer, otherThan };
}

/** All of identity on a database of its own; only Kafka and gRPC are missing. */
export async function openWorld(start = "2026-10-01T02:00:00Z"): Promise<World> {
  const database = await testDatabase("identity");
  const clock = fixedClock(start);
  const now = (): number => clock.now();
  const [db, reader, bootstrap] = [
    await database.db("app", schemas),
    await database.db("reader"),
    await database.db("bootstrap"),
  ];
  const owner = await database.db("relay");
  const master = randomBytes(32);
  const facts = openFacts("test", identityTopics("test", 2));
  const vault = openNipVault(testKeys);
  const keys = openKeyRing({ db, facts, master: deriveKey(master, "signing-key"), now, toldLimitMs: 0 });
  await keys.refresh();
  const files = memoryFiles();
  const vaults = { vault, accountVault: openAccountVault(testKeys) };
  const parts = { ...vaults, site: "test", master, db, reader, facts, keys, files, now, defaultZone: "WIB" as const };
  const use = await openUseCases(parts);
  const verify = createVerifier({ site: "test", clock, keys: () => keys.publicKeys(), isRevoked: () => false });

  const callerOf = async (accessToken: string): Promise<Caller> => {
    const { personId, sessionId } = await verify(accessToken);
    return { personId, sessionId, requestId: "request-1" };
  };
  const activateWith = async (nip: Nip, code: string): Promise<Caller> => {
    const command = { nip, code, newPassword: goodPassword, deviceName: "test", requestId: "request-1" };
    return callerOf((await use.session.activate(command)).accessToken);
  };
  const startImport = async (caller: Caller, file: Buffer, day = "2026-10-01"): Promise<ImportRecord> => {
    const { fileId } = await files.put(Readable.from([file]), 30_000_000);
    return use.import.startImport(caller, { fileId, effectiveDate: day as Day });
  };
  const atServer = { db: bootstrap, vault, facts, newCode, hashCode: codeHasher(deriveKey(master, "code")), now };
  const codeOf = (nip: Nip) => makeFirstOfficer(atServer, { nip, name: "Petugas Pertama" });
  const { officer, otherThan } = siteOfficers(async (nip) => activateWith(nip, (await codeOf(nip)).code));
  return {
    database,
    clock,
    use,
    owner,
    verify,
    activateWith,
    proposeSiteRole: (person) => proposeSiteRole(atServer, { ...person, validTo: undefined }),
    officer,
    async signIn(nip, password = goodPassword) {
      const tokens = await use.session.signIn({ nip, password, deviceName: "test", requestId: "request-1" });
      return callerOf(tokens.accessToken);
    },
    startImport,
    async importLines(caller, lines, day, form) {
      const { id } = await startImport(caller, csvOf(lines, form), day);
      return use.import.applyImport(await otherThan(caller), id);
    },
    async activate(caller, agencyId, person, nip) {
      const [code] = await use.session.issueCodes(caller, agencyId as never, [person as PersonId]);
      return activateWith(nip, code?.code ?? "");
    },
    async rosterOf(agencyId, period) {
      const rows: RosterView[] = [];
      for await (const page of use.directory.getRoster(agencyId as AgencyId, period as Period)) rows.push(...page);
      return rows;
    },
    outbox: () => owner.query("select topic, key, type, payload from outbox order by position"),
    async stop() {
      await Promise.all([db.stop(), reader.stop(), bootstrap.stop(), owner.stop()]);
      await database.drop();
    },
  };
}
