import { setTimeout as sleep } from "node:timers/promises";

import { beforeAll, describe, expect, it } from "@jest/globals";

import { openNipVault } from "../../identity/src/adapters/crypto/nip-vault.ts";
import { readNipKeys } from "../../identity/src/config.ts";
import { drive, type Driven, personalMarkers, seeded } from "./scan/drive.ts";
import { pay } from "./scan/pay.ts";
import {
  environments,
  type Piece,
  query,
  readDatabase,
  readLogs,
  readMetrics,
  readRecords,
  readRedis,
  readSpans,
  type TopicRecord,
} from "./scan/places.ts";
import { amountsIn, type Search, searchFor } from "./scan/search.ts";

const limitMs = 240_000;
const servicesWithoutNames = ["planning", "activity", "evaluation", "allowance"];

let driven: Driven;
let search: Search;
/** Finds the seeded person's opaque id: what is never found may never have been read. */
let searchId: Search;
let records: readonly TopicRecord[];
let amounts: readonly string[];

/** Where what was found; equal places once. */
const leaks = (pieces: readonly Piece[], look: Search = search): readonly string[] => [
  ...new Set(pieces.flatMap(({ place, bytes }) => look(bytes).map((what) => `${what} in ${place}`))),
];
const recordPieces = (): Piece[] =>
  records.flatMap(({ topic, record: { key, value, headers } }) => [
    { place: `keys of ${topic}`, bytes: key ?? "" },
    { place: `values of ${topic}`, bytes: value ?? "" },
    { place: `headers of ${topic}`, bytes: JSON.stringify(headers) },
  ]);

/** Spans are sent every few seconds, by each service for itself. */
async function spansUntil(wanted: readonly string[]): Promise<string> {
  for (let turn = 0; turn < 200; turn++) {
    const spans = readSpans();
    if (wanted.every((text) => spans.includes(text))) return spans;
    await sleep(100);
  }
  const spans = readSpans();
  throw new Error(`spans never came with ${wanted.filter((text) => !spans.includes(text)).join(", ")}`);
}

beforeAll(async () => {
  driven = await drive();
  amounts = await pay();
  search = searchFor([...personalMarkers(), ...driven.secrets]);
  searchId = searchFor([{ what: "id", text: driven.personId }]);
  records = await readRecords();
}, limitMs);

describe("numbers, names, secrets of people are not", () => {
  it("in the logs of services and servers", () => {
    const logs = readLogs();
    const names = logs.map(({ place }) => place);
    for (const name of [...Object.keys(environments()).map((service) => `services/${service}.log`)])
      expect(names).toContain(name);
    expect(leaks(logs)).toEqual([]);
  });

  it("in metrics", async () => {
    const metrics = await readMetrics();
    for (const { bytes } of metrics) expect(bytes.toString()).toContain("process_cpu");
    expect(leaks(metrics)).toEqual([]);
  });

  it("in spans", async () => {
    const services = Object.keys(environments()).map((service) => `"stringValue":"${service}"`);
    const spans = await spansUntil([driven.traceId, ...services]);
    expect(leaks([{ place: "spans", bytes: spans }])).toEqual([]);
  });

  it("in records of Kafka", () => {
    expect(leaks(recordPieces(), searchId).length).toBeGreaterThan(2);
    expect(leaks(recordPieces())).toEqual([]);
  });

  it("in Redis", async () => {
    const pieces = await readRedis();
    expect(leaks(pieces, searchId)).not.toEqual([]);
    expect(leaks(pieces)).toEqual([]);
  });

  it.each(servicesWithoutNames)("in the database of %s", async (service) => {
    const pieces = await readDatabase(service);
    expect(leaks(pieces, searchId)).not.toEqual([]);
    expect(leaks(pieces)).toEqual([]);
  }, limitMs); // prettier-ignore

  it("in identity's own database, but the names that it keeps", async () => {
    const found = leaks(await readDatabase("identity"));
    const allowed = /^(name of \S+|seeded name) in identity: public\.(person\.name|employment\.sort_name)$/;
    expect(found.filter((one) => !allowed.test(one))).toEqual([]);
    expect(found).toContain("seeded name in identity: public.person.name");
  }, limitMs); // prettier-ignore
});

describe("amounts are not", () => {
  it("in logs, metrics, spans and keys of Kafka", async () => {
    expect(amounts.length).toBeGreaterThan(2);
    const keys = recordPieces().filter(({ place }) => !place.startsWith("values"));
    const spans = { place: "spans", bytes: readSpans() };
    const places = [...readLogs(), ...(await readMetrics()), ...keys, spans];
    const found = places.flatMap(({ place, bytes }) =>
      amountsIn(bytes.toString("utf8"), amounts).map((amount) => `${amount} in ${place}`),
    );
    expect(found).toEqual([]);
  });
});

describe("the scan is not blind: it finds", () => {
  it("the number that identity decrypts", async () => {
    const { NIP_KEYS = "", NIP_INDEX_KEY = "" } = environments()["identity"] ?? {};
    const vault = openNipVault(readNipKeys(NIP_KEYS.split(","), NIP_INDEX_KEY.split(",")));
    const [row] = await query<{ encrypted: Buffer; version: number }>(
      "identity",
      "select nip_encrypted as encrypted, nip_key_version as version from person where id = $1",
      [driven.personId],
    );
    const sealed = { encrypted: row?.encrypted ?? Buffer.alloc(0), keyVersion: row?.version ?? 0 };
    expect(search(sealed.encrypted)).toEqual([]);
    expect(search(vault.open(sealed, driven.personId))).toEqual(["seeded nip"]);
  });

  it("what is planted in a table, as text, JSON and bytes", async () => {
    const { nip, name } = seeded;
    await query("planning", "create table scan_control (t text, j jsonb, b bytea)");
    try {
      await query("planning", "insert into scan_control values ($1, $2, $3)", [
        `nip ${nip}`,
        { nested: [{ name }] },
        Buffer.from(`\u0001${Buffer.from(nip).toString("base64")}`),
      ]);
      expect(leaks(await readDatabase("planning"))).toEqual([
        "seeded nip in planning: public.scan_control.t",
        "seeded name in planning: public.scan_control.j",
        "seeded nip in planning: public.scan_control.b",
      ]);
    } finally {
      await query("planning", "drop table scan_control");
    }
  });

  it("each kind of secret, and amounts", () => {
    for (const { what, text } of driven.secrets) expect(search(`{"a":"${text}"}`)).toContain(what);
    expect(amountsIn(`{"net":"${amounts[0] ?? ""}"}`, amounts)).toEqual([amounts[0]]);
  });
});
