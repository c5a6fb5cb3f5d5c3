import { afterAll, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { connectAdmin, ensureTopics, topicName } from "@kinerja/common/messaging";
import { openClient } from "@kinerja/common/postgres";
import { makeDatabases } from "./provision.ts";
import { removeSite } from "./remove-site.ts";

const adminUrl = process.env["TEST_DATABASE_URL"] ?? "";
const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
const [gone, stays] = [`gone-${randomBytes(3).toString("hex")}`, `stays-${randomBytes(3).toString("hex")}`];
const secrets = { nipKeys: "", nipIndexKey: "", keyEncryptionKey: "", databaseSeed: "seed" };

afterAll(() => removeSite({ adminUrl, brokers }, stays));

async function namesOn(site: string) {
  const client = await openClient(adminUrl, "test");
  const admin = await connectAdmin({ brokers, clientId: "test" });
  try {
    const prefix = `kinerja_${site.replace("-", "_")}_`;
    const names = async (table: string, column: string): Promise<number> =>
      (await client.query(`select from ${table} where starts_with(${column}, $1)`, [prefix])).rowCount ?? 0;
    const topics = (await admin.topicNames()).filter((name) => name.startsWith(`kinerja.${site}.`));
    const [databases, roles] = [await names("pg_database", "datname"), await names("pg_roles", "rolname")];
    return { databases, roles, topics: topics.length };
  } finally {
    await Promise.all([client.end(), admin.close()]);
  }
}

async function makeSite(site: string): Promise<void> {
  await makeDatabases(adminUrl, site, secrets);
  const admin = await connectAdmin({ brokers, clientId: "test" });
  await ensureTopics(admin, [{ name: topicName(site, "identity", "unit"), partitions: 1, compacted: true }]);
  await admin.close();
}

it("takes a site off servers that hold another one, which stays as it is", async () => {
  await Promise.all([gone, stays].map(makeSite));
  const before = await namesOn(stays);
  expect(before).toEqual(await namesOn(gone));
  expect(before).toMatchObject({ databases: 6, topics: 1 });
  const connected = await openClient(
    adminUrl.replace(/\/postgres$/, `/kinerja_${gone.replace("-", "_")}_identity`),
    "t",
  );
  connected.on("error", () => undefined);
  await removeSite({ adminUrl, brokers }, gone);
  expect(await namesOn(gone)).toEqual({ databases: 0, roles: 0, topics: 0 });
  expect(await namesOn(stays)).toEqual(before);
}, 60_000);

it("leaves alone what is not given", async () => {
  const before = await namesOn(stays);
  await removeSite({}, stays);
  expect(await namesOn(stays)).toEqual(before);
});
