import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidToBytes } from "@kinerja/common/kernel";
import { Submitted, SubmittedBatch } from "@kinerja/proto/activity/v1/activity_events";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { UnitChanged } from "@kinerja/proto/identity/v1/identity_events";
import { checkResponses, markersFrom, type Isolated } from "./isolation.ts";
import { probesOf, type Route } from "./probes.ts";
import { type Facts } from "./records.ts";
import { checkFactTexts, checkLogs } from "./scan.ts";

const [own, other] = ["00000000-0000-8000-8000-00000000000a", "00000000-0000-8000-8000-00000000000b"];
const [ownUnit, otherUnit] = ["00000000-0000-8000-8000-0000000000a1", "00000000-0000-8000-8000-0000000000b1"];
const letter = "005/OTHER/2026";
const routes: Route[] = [
  { operation: "listUnits", path: "/v1/agencies/{agencyId}/units", query: [{ name: "unitId", isRequired: false }] },
  { operation: "listNotices", path: "/v1/notices", query: [] },
];

/** What a gateway answers to somebody of the agency `own`. */
type Answer = (path: string) => { status: number; body: unknown };

const refused = { status: 404, body: { status: 404, title: "Tidak ditemukan", detail: `${other} tidak ditemukan` } };
const honest: Answer = (path) =>
  path.includes(`/agencies/${other}`) ? refused : { status: 200, body: { units: [], nextPageToken: "" } };

/** An honest gateway but for one call. */
const broken =
  (call: string, body: unknown, status = 200): Answer =>
  (path) =>
    path.includes(call) ? { status, body } : honest(path);

describe("probing for what belongs to another agency", () => {
  let server: Server;
  let answer: Answer = honest;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status, body } = answer(request.url ?? "");
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const check = (behaviour: Answer) => {
    answer = behaviour;
    const isolated: Isolated = {
      routes,
      probers: [{ agencyId: own, who: "an employee", token: "token" }],
      markers: markersFrom(
        new Map([
          [ownUnit, own],
          [otherUnit, other],
          [letter, other],
        ]),
      ),
      objectsOf: () => ({ agencyId: other, unitId: otherUnit }),
    };
    return checkResponses(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, isolated);
  };

  it("asks with the ids of the other agency, and with the own agency and the other's object", () => {
    const paths = probesOf(routes, { agencyId: other, unitId: otherUnit }, own).map(({ path }) => path);
    expect(paths).toEqual([
      `/v1/agencies/${other}/units?unitId=${otherUnit}`,
      `/v1/agencies/${own}/units?unitId=${otherUnit}`,
      "/v1/notices",
    ]);
  });

  it("finds nothing wrong with a gateway that refuses or filters", async () => {
    expect(await check(honest)).toEqual({ checked: 3, violations: 0, examples: [] });
  });

  it("lets everybody see what is their own", async () => {
    expect(await check(broken("/notices", { units: [{ unitId: ownUnit }] }))).toMatchObject({ violations: 0 });
  });

  it("names the calls that it had nothing to ask with", async () => {
    answer = honest;
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [prober] = [{ agencyId: own, who: "an employee", token: "token" }];
    const unknown = [{ operation: "getImport", path: "/v1/imports/{importId}", query: [] }];
    const asked = {
      routes: unknown,
      probers: [prober],
      markers: markersFrom(new Map()),
      objectsOf: () => ({ agencyId: other }),
    };
    expect((await checkResponses(base, asked)).examples).toEqual([
      "an employee was not made to ask getImport /v1/imports/{importId}",
    ]);
  });

  it.each([
    ["an id in a list of one's own", broken("/notices", { notices: [{ about: otherUnit }] })],
    ["a text in a list of one's own", broken("/notices", { notices: [{ text: `menurut ${letter}` }] })],
    ["figures without any name", broken(`/agencies/${other}`, { people: 7 })],
    ["another's object under the own agency", broken(`/agencies/${own}`, { units: [{ name: "Bidang" }] })],
    ["a refusal that says too much", broken(`/agencies/${other}`, { detail: letter }, 403)],
    ["an answer that is a fault", broken("/notices", {}, 500)],
  ])("notices %s", async (_, behaviour) => {
    expect(await check(behaviour)).toMatchObject({ checked: 3, violations: 1 });
  });
});

describe("scanning Kafka and the logs", () => {
  const [ownPerson, otherPerson] = ["00000000-0000-8000-8000-0000000000a2", "00000000-0000-8000-8000-0000000000b2"];
  const nip = "199001012015031900";
  const markers = markersFrom(
    new Map([
      [ownUnit, own],
      [ownPerson, own],
      [otherUnit, other],
      [otherPerson, other],
      [letter, other],
    ]),
  );
  const factsOf = (fact: string, value: Uint8Array): Facts =>
    new Map([
      [
        fact,
        {
          records: [{ partition: 0, offset: 0n, key: "", value: Buffer.from(value) }],
          ...{ partitions: new Map([[0, { low: 0n, end: 1n }]]), isWhole: true },
        },
      ],
    ]);
  const logged = (agencyId: string, personId: string, description: string): Facts => {
    const item = Submitted.fromPartial({
      entry: Buffer.from(Entry.encode(Entry.fromPartial({ id: ownUnit, version: 1, description })).finish()),
      ...{ agencyId: uuidToBytes(agencyId), personId: uuidToBytes(personId) },
    });
    return factsOf("activity.submitted", SubmittedBatch.encode({ items: [item], schemaRevision: 1 }).finish());
  };
  const told = (agencyId: string, actor: string, unitId: string, name = ""): Facts =>
    factsOf(
      "identity.unit",
      UnitChanged.encode(
        UnitChanged.fromPartial({ meta: { aggregateId: ownUnit, agencyId, actor }, unit: { unitId, name } }),
      ).finish(),
    );
  const scan = (facts: Facts) => checkFactTexts(facts, markers, new Set([nip]));

  it.each([
    ["an entry about the own agency", logged(own, ownPerson, "Rapat")],
    ["a unit of the own agency", told(own, "system/identity", ownUnit)],
    ["what an officer of another agency did", told(own, otherPerson, ownUnit)],
    ["what belongs to no agency and speaks of one", told("", "system/identity", ownUnit)],
  ])("lets pass %s", async (_, facts) =>
    expect(await scan(facts)).toEqual({ checked: 1, violations: 0, examples: [] }),
  );

  it.each([
    ["an entry with another agency's text", logged(own, ownPerson, `menurut ${letter}`)],
    ["a fact with another agency's id", told(own, "system/identity", otherUnit)],
    ["a fact of no agency that speaks of two", told("", "system/identity", otherUnit)],
    ["a NIP in an entry", logged(own, ownPerson, `atas nama ${nip}`)],
    ["a NIP within other digits", told(own, "system/identity", ownUnit, `7${nip}7`)],
  ])("notices %s", async (_, facts) => expect(await scan(facts)).toMatchObject({ checked: 1, violations: 1 }));

  it("notices an agency's text in a log", () => {
    const dir = mkdtempSync(join(tmpdir(), "logs-"));
    writeFileSync(join(dir, "one.log"), '{"msg":"served"}\n');
    writeFileSync(join(dir, "two.log"), `{"msg":"${letter}"}\n`);
    expect(checkLogs(dir, [letter])).toMatchObject({
      checked: 2,
      violations: 1,
      examples: [`two.log holds "${letter}"`],
    });
    rmSync(dir, { recursive: true });
  });
});
