import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Refusal } from "@kinerja/common/errors";
import { call, type CallContext, connect, unary } from "@kinerja/common/grpc";
import { uuidV7 } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { AttendanceServiceClient, AttendanceServiceService } from "@kinerja/proto/activity/v1/attendance_service";
import {
  FactAuthority,
  FactForm,
  FactImportOutcome,
  FactServiceClient,
  FactState,
  FactTime,
  FactVerdict,
} from "@kinerja/proto/allowance/v1/fact_service";
import {
  DirectoryServiceClient,
  DirectoryServiceService,
  Employment,
  Role,
} from "@kinerja/proto/identity/v1/directory_service";

import { factSources, servedFacts } from "../../fact-use-cases.ts";
import { agency, approver, checker, maker, person, sha256 } from "../../testing/month.ts";
import { type Network, startNetwork } from "../../testing/neighbours.ts";
import { accessByFacts } from "../clients/access.ts";
import { postgresStore } from "../postgres/store.ts";

jest.setTimeout(60_000);

const agencyId = agency(1);
const [officer, second, employee] = [maker, checker, person(1)];
const roles: Readonly<Record<string, Role>> = {
  [officer]: Role.PERSONNEL_OFFICER,
  [second]: Role.PERSONNEL_OFFICER,
  [approver]: Role.PAY_APPROVER,
};
const files = new Map<string, string>();
function upload(text: string): string {
  const hash = sha256();
  hash.update(text);
  const fileId = hash.hex();
  files.set(fileId, text);
  return fileId;
}

/** Identity knows persons 1 to 3; activity knows one bad day. */
async function serveOthers(network: Network): Promise<readonly [identity: string, activity: string]> {
  const facts = (_: object, { subject }: CallContext) => {
    const role = roles[subject?.personId ?? ""];
    const held = role === undefined ? [] : [{ role, agencyId }];
    return Promise.resolve({ roles: held, relations: [], agencies: [], ownAgencyIds: [agencyId] });
  };
  const employed = ({ personIds }: { personIds: readonly string[] }) =>
    Promise.resolve({
      employments: personIds
        .filter((id) => [1, 2, 3].some((n) => id === person(n)))
        .map((personId) => Employment.fromPartial({ personId, agencyId })),
    });
  const nips = (asked: { nips: readonly string[] }) =>
    Promise.resolve({ personIds: asked.nips.map((nip) => (nip.endsWith("901") ? employee : "")) });
  const identity = await network.serve("identity", DirectoryServiceService, {
    getFacts: unary(facts),
    getEmployments: unary(employed),
    resolveNips: unary(nips),
  });
  const checks = () =>
    Promise.resolve({ days: [1, 1, 90].map((missed, n) => ({ day: `2026-10-0${n + 5}`, missed, expected: 100 })) });
  const activity = await network.serve("activity", AttendanceServiceService, { listCheckDays: unary(checks) });
  return [identity, activity];
}

let network: Network;
let database: TestDatabase;
let db: Database;
let client: FactServiceClient;
const clients: { close(): void }[] = [];
const keep = <C extends { close(): void }>(made: C): C => (clients.push(made), made);

beforeAll(async () => {
  network = await startNetwork(["identity", "activity", "allowance", "gateway"]);
  const [identityAddress, activityAddress] = await serveOthers(network);
  const tls = network.tls("allowance");
  const identity = keep(connect(DirectoryServiceClient, identityAddress, tls));
  const attendance = keep(connect(AttendanceServiceClient, activityAddress, tls));
  database = await testDatabase("allowance");
  db = await database.db("app");
  const clock = fixedClock("2026-11-05T03:00:00Z");
  const now = (): number => clock.now();
  const topic = { name: "kinerja.test.allowance.run.v1", partitions: 2, compacted: false };
  const store = postgresStore({ db, site: "test", topic, newId: () => uuidV7(now()), told: () => undefined });
  const [definition, handlers] = servedFacts({
    ...{ store, now, accessTo: accessByFacts(identity), ...factSources({ identity, attendance }) },
    readText: (fileId) => Promise.resolve(files.get(fileId)),
    signs: { atLeastPercent: 8, timesMedian: 3 },
  });
  const address = await network.serve("allowance", definition, handlers);
  client = keep(connect(FactServiceClient, address, network.tls("gateway")));
});
afterAll(async () => {
  for (const one of clients) one.close();
  await db.stop();
  await database.drop();
  await network.stop();
});

const as = (token: string) => ({ subject: { token }, deadlineMs: 20_000 });
const fieldsOf = (cells: Readonly<Record<string, string>>) =>
  Object.entries(cells).map(([name, value]) => ({ name, value }));
const leave = { kind: "cuti_sakit", from: "2026-10-05", to: "2026-10-07" };
const propose = async (cells: Readonly<Record<string, string>>, kind = "LEAVE", by = officer) => {
  const request = { agencyId, kind, personId: employee, fields: fieldsOf(cells), reason: "Surat dokter 12/2026" };
  return (await call(client, client.proposeFact.bind(client), request, as(by))).fact!;
};
const decide = (factIds: string[], by = second, verdict: FactVerdict = FactVerdict.CONFIRMED) =>
  call(client, client.decideFacts.bind(client), { agencyId, factIds, verdict, reason: "Sesuai surat" }, as(by));
const list = async (more: object = {}, by = approver) =>
  call(client, client.listFacts.bind(client), { agencyId, ...more }, as(by));

describe("facts over gRPC", () => {
  it("tell their forms to everybody who has signed in", async () => {
    const { kinds } = await call(client, client.getFactKinds.bind(client), {}, as(employee));
    expect(kinds).toHaveLength(17);
    expect(kinds.find(({ kind }) => kind === "ACTING")).toMatchObject({
      ...{ label: { en: "Acting post" }, time: FactTime.SPAN, decreeRequired: true, shared: false },
      columns: ["nip", "from", "kind", "class", "level", "decree", "to", "post"],
      fields: [{ name: "kind", form: FactForm.TEXT, choices: [{ value: "plt" }, { value: "plh" }] }, {}, {}, {}],
    });
  });

  it("are proposed by one officer, decided by another, listed for pay officers and for whom they are about", async () => {
    const fact = await propose(leave);
    expect(fact).toMatchObject({
      ...{ agencyId, kind: "LEAVE", personId: employee, unitId: "", validFrom: "2026-10-05", validTo: "2026-10-07" },
      ...{ fields: [{ name: "kind", value: "cuti_sakit" }], state: FactState.PROPOSED, decidedBy: "" },
      ...{ authority: FactAuthority.HUMAN, recordedBy: officer, reason: "Surat dokter 12/2026" },
    });
    expect((await list({ open: true, kind: "LEAVE" })).facts).toMatchObject([{ factId: fact.factId }]);
    await expect(decide([fact.factId], officer)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(decide([fact.factId], approver)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    expect(await decide([fact.factId])).toEqual({ decided: 1 });
    expect((await list({ open: true })).facts).toEqual([]);
    const { facts } = await call(client, client.listOwnFacts.bind(client), {}, as(employee));
    expect(facts).toMatchObject([{ factId: fact.factId, state: FactState.CONFIRMED, decidedBy: second }]);
    expect((await call(client, client.listOwnFacts.bind(client), {}, as(person(2)))).facts).toEqual([]);
    await expect(list({}, employee)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
  });

  it("come page by page", async () => {
    const proposed = [await propose(leave), await propose(leave), await propose(leave)];
    // The clock stands still here: only the ids say an order.
    const made = proposed.map(({ factId }) => factId).sort();
    const first = await list({ pageSize: 2, open: true });
    expect(first.facts.map(({ factId }) => factId)).toEqual([made[2], made[1]]);
    const next = await list({ pageSize: 2, open: true, pageToken: first.nextPageToken });
    expect([next.facts.map(({ factId }) => factId), next.nextPageToken]).toEqual([[made[0]], ""]);
    await expect(list({ pageToken: "x" })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    await decide(made, second, FactVerdict.REJECTED);
  });

  it("are corrected and taken back by proposals", async () => {
    const { factId } = await propose({ ...leave, from: "2026-09-01", to: "2026-09-02" });
    await decide([factId]);
    const correction = { agencyId, factId, fields: fieldsOf({ ...leave, from: "2026-09-01", to: "2026-09-01" }), reason: "Keliru" }; // prettier-ignore
    const { fact } = await call(client, client.supersedeFact.bind(client), correction, as(officer));
    expect(fact).toMatchObject({ replaces: factId, state: FactState.PROPOSED });
    await decide([fact!.factId]);
    const revoke = { agencyId, factId: fact!.factId, reason: "Bukan orangnya" };
    const { fact: end } = await call(client, client.revokeFact.bind(client), revoke, as(officer));
    expect(end).toMatchObject({ withdraws: true, replaces: fact!.factId });
    await decide([end!.factId]);
  });

  it("are refused with the fields that are wrong", async () => {
    const wrong = (cells: Readonly<Record<string, string>>, kind = "LEAVE"): Promise<unknown> =>
      propose(cells, kind).catch((error: unknown) => (error as Refusal).violations);
    expect(await wrong({ kind: "Cuti", from: "5 Oktober", jenis: "x" })).toMatchObject([
      { pointer: "/fields/jenis", code: "FIELD_UNKNOWN" },
      { pointer: "/fields/from", code: "DATE_FORM" },
      { pointer: "/fields/kind", code: "WORD_FORM" },
    ]);
    expect(await wrong(leave, "CUTI")).toMatchObject([{ pointer: "/kind", code: "CHOICE_UNKNOWN" }]);
    const twice = { agencyId, kind: "LEAVE", fields: [...fieldsOf(leave), ...fieldsOf(leave)], reason: "Surat" };
    await expect(call(client, client.proposeFact.bind(client), twice, as(officer))).rejects.toMatchObject({
      violations: [{ pointer: "/fields/3/name", code: "PARAMETER_REPEATED" }],
    });
    const stranger = { agencyId, kind: "LEAVE", personId: person(9), fields: fieldsOf(leave), reason: "Surat" };
    await expect(call(client, client.proposeFact.bind(client), stranger, as(officer))).rejects.toMatchObject({
      code: "PERSON_UNKNOWN",
    });
    await expect(decide([], second, FactVerdict.UNSPECIFIED)).rejects.toMatchObject({
      violations: [{ pointer: "/verdict", code: "CHOICE_UNKNOWN" }],
    });
    const both = {
      agencyId,
      factIds: [person(1)],
      fileId: "0".repeat(64),
      verdict: FactVerdict.CONFIRMED,
      reason: "Ya",
    };
    await expect(call(client, client.decideFacts.bind(client), both, as(second))).rejects.toMatchObject({
      violations: [{ pointer: "/fileId", code: "FIELD_UNKNOWN" }],
    });
  });

  it("come by a file: looked at, taken in whole, decided whole", async () => {
    const fileId = upload("nip;code;value;from_month;to_month\n198703142011012901;perilaku;95,5;2026-10;2026-10\n");
    const file = { agencyId, kind: "SCORE", fileId };
    const seen = await call(client, client.previewFactImport.bind(client), file, as(officer));
    expect(seen).toMatchObject({
      ...{ counts: { added: 1, superseded: 0, unchanged: 0, overruled: 0 }, known: false },
      lines: [{ line: 2, outcome: FactImportOutcome.ADDED, personId: employee, validFrom: "2026-10-01" }],
    });
    const command = { ...file, sha256: seen.sha256, reason: "Rekap Oktober" };
    expect(await call(client, client.importFacts.bind(client), command, as(officer))).toMatchObject({
      counts: { added: 1 },
    });
    expect((await list({ fileId })).facts).toMatchObject([{ line: 2, authority: FactAuthority.IMPORT }]);
    const all = { agencyId, factIds: [], fileId, verdict: FactVerdict.CONFIRMED, reason: "Sesuai rekap" };
    expect(await call(client, client.decideFacts.bind(client), all, as(second))).toEqual({ decided: 1 });
    const bad = { ...file, fileId: upload("nip,code,value,from_month\n198703142011012999,x,1,2026-10\n") };
    await expect(call(client, client.previewFactImport.bind(client), bad, as(officer))).rejects.toMatchObject({
      ...{ code: "CSV_INVALID", violations: [{ pointer: "/lines/2/nip", code: "PERSON_UNKNOWN" }] },
    });
  });

  it("are suggested where the machines may have failed", async () => {
    const month = { agencyId, period: "2026-10" };
    const { candidates } = await call(client, client.listOutageCandidates.bind(client), month, as(officer));
    expect(candidates).toEqual([{ day: "2026-10-07", missed: 90, expected: 100, medianBasisPoints: 100 }]);
  });
});

describe("who changes facts", () => {
  it("is an officer of the next run, whose own row goes into the second batch", async () => {
    const known = await db.transaction({ agencies: [agencyId] }, (tx) =>
      tx.query<{ person_id: string }>("select person_id from pay_officer where agency_id = $1", [agencyId]),
    );
    expect(known.map(({ person_id }) => person_id)).toEqual(expect.arrayContaining([officer, second]));
  });
});
