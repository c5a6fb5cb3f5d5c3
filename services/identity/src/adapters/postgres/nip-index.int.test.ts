import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type AgencyId, type Day } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";

import { type Row } from "../../domain/import/row.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf } from "../../testing/people.ts";
import { openWorld, testKeys, type World } from "../../testing/world.ts";
import { type NipKeys, openNipVault } from "../crypto/nip-vault.ts";
import { postgresAccessStore } from "./access-store.ts";
import { identityTopics, openFacts } from "./facts.ts";
import { postgresImportStore } from "./import-store.ts";
import { checkIndexKeys, indexAnew } from "./nip-index.ts";

const former = nipOf(2);
const present = "198703142026102902" as typeof former;
const replaced: NipKeys = { ...testKeys, index: new Map([...testKeys.index, [2, randomBytes(32)]]) };
const [before, after] = [openNipVault(testKeys), openNipVault(replaced)];
const facts = openFacts("test", identityTopics("test", 2));

let world: World;
let db: Database;
let reader: Database;
beforeAll(async () => {
  world = await openWorld();
  db = await world.database.db("app");
  reader = await world.database.db("reader");
  await checkIndexKeys(db, testKeys.index);
  const officer = await world.officer(nipOf(90));
  await world.importLines(officer, [lineOf(1), lineOf(2)]);
  await world.importLines(officer, [lineOf(1), lineOf(2, { nip_baru: present })], "2026-11-01");
});
afterAll(async () => {
  await Promise.all([db.stop(), reader.stop()]);
  await world.stop();
});

const accountOf = async (indexes: readonly string[]) =>
  (await postgresAccessStore({ db, vault: after, facts }).account(indexes))?.personId;
const loadPeople = async (nip: typeof former): Promise<string[]> => {
  const position = { siasnId: "", name: "Analis", kind: "" };
  const row = { pnsId: "other", nipIndex: after.indexOf(nip), unit: { siasnId: "U1" }, position } as Row;
  const agency = agencyIdOf("A1") as AgencyId;
  const touched = { rows: [row], agencies: [agency], from: "2026-11-01" as Day, reach: "site" as const };
  const imports = postgresImportStore({ db, reader, vault: after, facts });
  return (await imports.load({ agencies: [agency] }, touched)).current.people.map(({ id }) => id);
};

it("an added key finds everybody at once by the older one, and files wait", async () => {
  await checkIndexKeys(db, replaced.index);
  expect(await accountOf(after.indexesOf(nipOf(1)))).toBe(personIdOf("PNS1"));
  expect(await accountOf([after.indexOf(nipOf(1))])).toBeUndefined();
  await expect(loadPeople(nipOf(1))).rejects.toMatchObject({ kind: "unavailable", params: { retryAfterS: 30 } });
});

it("all numbers, former ones too, are indexed by it once", async () => {
  expect(await indexAnew(db, before)).toBe(0);
  expect(await indexAnew(db, after)).toBe(5);
  expect(await indexAnew(db, after)).toBe(0);
  expect(await accountOf([after.indexOf(nipOf(1))])).toBe(personIdOf("PNS1"));
  expect(await accountOf([before.indexOf(nipOf(1))])).toBeUndefined();
  expect(await loadPeople(present)).toEqual([personIdOf("PNS2")]);
  const rows = await db.query("select encode(nip_index, 'hex') as index, nip_index_version from person_identifier");
  expect(rows).toEqual([{ index: after.indexOf(former), nip_index_version: 2 }]);
});

it("does not start without the key by which numbers are found, nor with another", async () => {
  await expect(checkIndexKeys(db, testKeys.index)).rejects.toThrow("lacks version 2");
  await expect(checkIndexKeys(db, new Map([[2, randomBytes(32)]]))).rejects.toThrow("NIP_INDEX_KEY/2");
  await expect(checkIndexKeys(db, new Map([[1, randomBytes(32)], [3, randomBytes(32)]]))).rejects.toThrow("NIP_INDEX_KEY"); // prettier-ignore
  await checkIndexKeys(db, new Map([[2, replaced.index.get(2) ?? Buffer.of()]]));
});
