import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { call, connect, readTls, serveGrpc, unary } from "@kinerja/common/grpc";
import { type Database } from "@kinerja/common/postgres";
import { createLog } from "@kinerja/common/telemetry";
import { fixedClock, testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { DirectoryServiceClient, DirectoryServiceService } from "@kinerja/proto/identity/v1/directory_service";
import { SkpChanged } from "@kinerja/proto/planning/v1/planning_events";
import * as proto from "@kinerja/proto/planning/v1/planning_service";

import { makeCertificates } from "../../../scripts/parts/certificates.ts";
import { accessByFacts, identityDirectory } from "./adapters/clients/identity.ts";
import { planningService } from "./adapters/grpc/service.ts";
import { schemas } from "./adapters/postgres/schemas.ts";
import { identityOf, verifyIn } from "./testing/identity-server.ts";
import { codeOf, newPerson, newWorld, type Person } from "./testing/world.ts";
import { planningUseCases } from "./use-cases.ts";

const year = 2026;
const clock = fixedClock("2026-01-05T02:00:00Z");
const world = newWorld();
const { agencyId, head, staff, colleague, officer, stranger } = world;
const boss = newPerson(agencyId, world.top);
world.people.push(boss);
world.ties.push({ person: head, leader: boss, kind: "SUPERIOR" });

let dir: string;
let database: TestDatabase;
let db: Database;
let owner: Database;
let client: proto.PlanningServiceClient;
let stops: (() => unknown)[] = [];

type Definition = Parameters<typeof serveGrpc>[0]["services"][number][0];
async function serve(name: string, definition: Definition, handlers: object) {
  const missing = unary(() => Promise.reject(new Error("not expected")));
  const others = Object.fromEntries(Object.keys(definition).map((method) => [method, missing]));
  const server = await serveGrpc({
    ...{ host: "127.0.0.1", port: 0, tls: readTls(dir, name), log: createLog("test"), clock },
    services: [[definition, { ...others, ...handlers }]],
    image: readFileSync(require.resolve("@kinerja/proto/image.binpb")),
    verify: verifyIn(world),
  });
  stops.unshift(() => server.stop());
  return `localhost:${server.port}`;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "planning-"));
  await makeCertificates(dir, "jt", ["identity", "planning", "gateway", "evaluation"]);
  database = await testDatabase("planning");
  db = await database.db("app", schemas);
  owner = await database.db("relay");
  const identity = connect(DirectoryServiceClient, await serve("identity", DirectoryServiceService, identityOf(world)), readTls(dir, "planning")); // prettier-ignore
  const [accessTo, directory] = [accessByFacts(identity), identityDirectory(identity)];
  const use = planningUseCases({ db, site: "jt", accessTo, directory, now: () => clock.now() });
  const address = await serve("planning", proto.PlanningServiceService, planningService(use));
  client = connect(proto.PlanningServiceClient, address, readTls(dir, "gateway"));
  stops = [() => client.close(), () => identity.close(), ...stops];
}, 60_000);

afterAll(async () => {
  for (const stop of stops) await stop();
  await Promise.all([db.stop(), owner.stop()]);
  await database.drop();
  rmSync(dir, { recursive: true });
});

/** Calls as somebody; the clock moves a second, so that what comes later is later. */
const as = ({ id }: Person) => ({ subject: { token: id }, deadlineMs: 10_000 });
type Server = proto.PlanningServiceServer;
type Unary<Q, R> = ReturnType<typeof unary<Q, R>>;
type Rpcs = {
  [K in keyof Server as string extends K ? never : K]: Server[K] extends Unary<infer Q, infer R>
    ? { request: Q; response: R }
    : never;
};
type Method<Q, R> = Parameters<typeof call<Q, R>>[1];
function rpc<K extends keyof Rpcs>(name: K, person: Person, request: Rpcs[K]["request"]): Promise<Rpcs[K]["response"]> {
  clock.advance(1_000);
  const method = client[name].bind(client) as unknown as Method<Rpcs[K]["request"], Rpcs[K]["response"]>;
  return call(client, method, request, as(person));
}

const indicator = { text: "Bayi terimunisasi", target: "95", unit: "persen" };
const mainOn = (parentKind: proto.ParentKind, parentId: string, text: string): proto.WorkResult => ({
  ...{ kind: proto.ResultKind.UTAMA, text, parentKind, parentId },
  indicators: [{ ...indicator, aspect: proto.Aspect.KUANTITAS, perspective: proto.Perspective.PROSES_BISNIS }],
});
const contentOf = (...results: proto.WorkResult[]): proto.SkpContent => ({
  ...{ results, resources: ["Kendaraan"], accountability: [], consequences: [] },
  expectations: [{ value: proto.BehaviourValue.AKUNTABEL, text: "Laporan tepat waktu" }],
});
const skpIn = ({ skp }: { skp?: proto.Skp | undefined }): proto.Skp => skp ?? proto.Skp.fromPartial({});
const stepOf = ({ skpId, version }: proto.Skp) => ({ skpId, expectedVersion: version });
const firstRhk = ({ content }: proto.Skp): string => content?.results[0]?.rhkId ?? "";

describe("from the agreement to the month's items", () => {
  let agreement: proto.Agreement;
  let headSkp: proto.Skp;
  let staffSkp: proto.Skp;
  let item: proto.PlanItem;

  it("records and sets the agreement of the unit", async () => {
    const objectives = [{ text: "Derajat kesehatan meningkat", indicators: [indicator, { ...indicator, text: "Stunting turun" }] }];
    const saved = await rpc("saveAgreement", head, { agencyId, unitId: world.top, year, objectives });
    expect(saved.agreement).toMatchObject({ state: proto.AgreementState.DRAFT, version: 1, unitId: world.top });
    const agreementId = saved.agreement?.agreementId ?? "";
    expect(await codeOf(rpc("setAgreement", head, { agencyId, agreementId }))).toBe("NOT_PERMITTED");
    agreement = (await rpc("setAgreement", officer, { agencyId, agreementId })).agreement!;
    const listed = await rpc("listAgreements", colleague, { agencyId, year });
    expect(listed).toEqual({ agreements: [agreement], nextPageToken: "" });
    expect(await codeOf(rpc("listAgreements", stranger, { agencyId, year }))).toBe("NOT_FOUND");
  }); // prettier-ignore

  it("lets only the head and the officer save, and only for units that are there", async () => {
    const command = { agencyId, unitId: world.low, year, objectives: [{ text: "Sasaran", indicators: [indicator] }] };
    expect(await codeOf(rpc("saveAgreement", colleague, command))).toBe("NOT_PERMITTED");
    expect(await codeOf(rpc("saveAgreement", head, { ...command, unitId: agencyId }))).toBe("UNIT_UNKNOWN");
    world.ties.push({ person: colleague, leader: boss, kind: "ACTING" });
    expect(await codeOf(rpc("saveAgreement", boss, command))).toBe("done");
    world.ties.pop();
  });

  it("opens, saves and submits the head's SKP, and gives a role to the staff", async () => {
    const { employmentId } = head;
    const command = { employmentId, year, positionKind: proto.PositionKind.UNIT_HEAD };
    const opened = skpIn(await rpc("createSkp", head, command));
    expect(opened).toMatchObject({ assessorId: boss.id, validFrom: "2026-01-01", validTo: "2026-12-31", version: 1 });
    const iku = agreement.objectives[0]?.indicators[0]?.indicatorId ?? "";
    const content = contentOf(mainOn(proto.ParentKind.AGREEMENT_INDICATOR, iku, "Imunisasi lengkap tercapai"));
    const saved = skpIn(await rpc("saveSkp", head, { ...stepOf(opened), content }));
    const cells = [{ leaderRhkId: firstRhk(saved), personId: staff.id, result: "Laporan cakupan tersedia" }];
    expect(await rpc("saveRoleMatrix", head, { year, cells })).toEqual({ cells: 1 });
    expect(await rpc("getRoleMatrix", head, { year })).toEqual({ cells });
    expect(await rpc("getRoleMatrix", staff, { year, namingMe: true })).toEqual({ cells });
    headSkp = skpIn(await rpc("submitSkp", head, stepOf(saved)));
    expect(headSkp.state).toBe(proto.SkpState.SUBMITTED);
  });

  it("lets the staff draft on what is not set yet, and be returned", async () => {
    const { employmentId } = staff;
    const opened = skpIn(
      await rpc("createSkp", staff, { employmentId, year, positionKind: proto.PositionKind.STAFF }),
    );
    expect(opened.content?.results).toMatchObject([
      { text: "Laporan cakupan tersedia", parentKind: proto.ParentKind.PROVISIONAL, parentId: firstRhk(headSkp) },
    ]);
    expect(await codeOf(rpc("submitSkp", staff, stepOf(opened)))).toBe("SKP_INCOMPLETE");
    const [given] = opened.content?.results ?? [];
    const content = contentOf({ ...mainOn(proto.ParentKind.SUPERIOR_RHK, firstRhk(headSkp), "Laporan tersedia"), rhkId: given!.rhkId });
    const saved = skpIn(await rpc("saveSkp", staff, { ...stepOf(opened), content }));
    const submitted = skpIn(await rpc("submitSkp", staff, stepOf(saved)));
    const reason = "Target laporan belum menyebut satuan";
    expect(await codeOf(rpc("returnSkp", colleague, { ...stepOf(submitted), reason }))).toBe("NOT_THE_ASSESSOR");
    expect(await codeOf(rpc("returnSkp", staff, { ...stepOf(submitted), reason }))).toBe("NOT_THE_ASSESSOR");
    expect(await codeOf(rpc("returnSkp", stranger, { ...stepOf(submitted), reason }))).toBe("NOT_FOUND");
    const returned = skpIn(await rpc("returnSkp", head, { ...stepOf(submitted), reason }));
    expect(returned).toMatchObject({ state: proto.SkpState.RETURNED, returnReason: reason });
    staffSkp = skpIn(await rpc("submitSkp", staff, stepOf(returned)));
  }); // prettier-ignore

  it("sets the staff's SKP only after the head's", async () => {
    expect(await codeOf(rpc("setSkp", head, stepOf(staffSkp)))).toBe("PARENT_NOT_SET");
    headSkp = skpIn(await rpc("setSkp", boss, stepOf(headSkp)));
    const team = await rpc("listTeamSkps", head, { year, pageSize: 1 });
    expect(team).toMatchObject({ peopleWithoutSkp: [colleague.id], nextPageToken: "" });
    expect(team.skps).toMatchObject([{ skpId: staffSkp.skpId, content: undefined }]);
    staffSkp = skpIn(await rpc("setSkp", head, stepOf(staffSkp)));
    expect(staffSkp).toMatchObject({ state: proto.SkpState.SET, setRevision: 1, assessorId: head.id });
    expect(staffSkp.content?.results[0]?.parentKind).toBe(proto.ParentKind.SUPERIOR_RHK);
  });

  it("plans a month and keeps ids over edits", async () => {
    const { skpId } = staffSkp;
    const plan = (items: proto.PlanItem[]) => rpc("saveActionPlan", staff, { skpId, period: "2026-10", items });
    const draft = { rhkId: firstRhk(staffSkp), text: "Supervisi rantai dingin", target: 8, unit: "puskesmas" };
    [item] = (await plan([draft])).items as [proto.PlanItem];
    const edited = await plan([{ ...item, target: 9 }, draft]);
    expect(edited.items[0]).toEqual({ ...item, target: 9 });
    expect(await codeOf(plan([{ ...draft, rhkId: agencyId }]))).toBe("RHK_UNKNOWN");
    const month = await rpc("getActionPlan", head, { period: "2026-10", personId: staff.id });
    expect(month).toMatchObject({ items: edited.items, skpId, state: proto.SkpState.SET });
    expect(month.results.map(({ rhkId }) => rhkId)).toEqual([draft.rhkId]);
    const asked = { period: "2026-10", personId: staff.id };
    expect((await rpc("getActionPlan", head, { ...asked, skpId })).items).toEqual(edited.items);
    expect((await rpc("getActionPlan", head, { ...asked, skpId: headSkp.skpId })).skpId).toBe("");
    const none = await rpc("getActionPlan", head, { period: "2027-01" });
    expect(none).toEqual({ items: [], results: [], skpId: "", state: proto.SkpState.UNSPECIFIED });
  });

  it("shows the way up to the agreement", async () => {
    const { skp, chains } = await rpc("getSkp", staff, { skpId: staffSkp.skpId });
    expect(skp).toEqual(staffSkp);
    expect(chains).toEqual([
      expect.objectContaining({ level: 0, kind: proto.ParentKind.SUPERIOR_RHK, text: "Laporan tersedia", personId: staff.id }),
      expect.objectContaining({ level: 1, kind: proto.ParentKind.SUPERIOR_RHK, text: "Imunisasi lengkap tercapai", personId: head.id }),
      expect.objectContaining({ level: 2, kind: proto.ParentKind.AGREEMENT_INDICATOR, text: indicator.text, unitId: world.top, personId: "" }),
    ]);
    for (const reader of [colleague, boss])
      expect(await codeOf(rpc("getSkp", reader, { skpId: staffSkp.skpId }))).toBe("NOT_PERMITTED");
    expect(await codeOf(rpc("getSkp", stranger, { skpId: staffSkp.skpId }))).toBe("NOT_FOUND");
    expect(await codeOf(rpc("getSkp", staff, { skpId: agencyId }))).toBe("NOT_FOUND");
  }); // prettier-ignore

  it("shows the tree with its gaps", async () => {
    const { nodes } = await rpc("getTree", colleague, { agencyId, unitId: world.top, year });
    const [carried, alone] = agreement.objectives[0]?.indicators ?? [];
    const shown = nodes.map(({ nodeId, parentId, gap, state }) => [nodeId, parentId, gap, state]);
    expect(shown.slice(0, 4)).toEqual([
      [carried?.indicatorId, "", false, proto.SkpState.UNSPECIFIED],
      [firstRhk(headSkp), carried?.indicatorId, false, proto.SkpState.SET],
      [firstRhk(staffSkp), firstRhk(headSkp), false, proto.SkpState.SET],
      [alone?.indicatorId, "", true, proto.SkpState.UNSPECIFIED],
    ]);
    expect(nodes).toHaveLength(5);
    const below = await rpc("getTree", officer, { agencyId, unitId: world.low, year });
    expect(below.nodes.map(({ nodeId, gap }) => [nodeId, gap])).toContainEqual([firstRhk(staffSkp), false]);
    expect(await codeOf(rpc("getTree", head, { agencyId, unitId: agencyId, year }))).toBe("UNIT_UNKNOWN");
    expect(await codeOf(rpc("getTree", stranger, { agencyId, unitId: world.top, year }))).toBe("NOT_FOUND");
  });

  it("tells the officer whose SKP was never set", async () => {
    const gapsOf = (query: Partial<proto.ListSkpGapsRequest> = {}) =>
      rpc("listSkpGaps", officer, { agencyId, onDate: "2026-10-31", ...query });
    const all = await gapsOf();
    const without = [colleague, officer, boss].sort((one, other) =>
      one.unitId + one.employmentId < other.unitId + other.employmentId ? -1 : 1,
    );
    expect(all).toMatchObject({ employments: 5, nextPageToken: "" });
    expect(all.byState).toEqual([{ state: proto.SkpGapState.NONE, employments: 3 }]);
    expect(all.gaps.map(({ personId, state, skpId }) => [personId, state, skpId])).toEqual(
      without.map(({ id }) => [id, proto.SkpGapState.NONE, ""]),
    );
    const opened = skpIn(await rpc("createSkp", colleague, { employmentId: colleague.employmentId, year, positionKind: proto.PositionKind.STAFF })); // prettier-ignore
    const [draft] = (await gapsOf({ state: proto.SkpGapState.DRAFT })).gaps;
    expect(draft).toMatchObject({ personId: colleague.id, skpId: opened.skpId, assessorId: head.id, primary: true });
    const first = await gapsOf({ pageSize: 2 });
    const second = await gapsOf({ pageSize: 2, pageToken: first.nextPageToken });
    const listed = [...first.gaps, ...second.gaps].map(({ personId }) => personId);
    expect(listed).toEqual([...without.map(({ id }) => id).filter((id) => id !== colleague.id), colleague.id]);
    expect(second.nextPageToken).toBe("");
    expect((await gapsOf({ unitId: world.low })).employments).toBe(2);
    expect((await gapsOf({ unitId: world.top })).employments).toBe(5);
    expect((await gapsOf({ onDate: "2027-01-01" })).byState).toEqual([{ state: proto.SkpGapState.NONE, employments: 5 }]);
    expect(await codeOf(gapsOf({ unitId: agencyId }))).toBe("UNIT_UNKNOWN");
    for (const reader of [head, staff])
      expect(await codeOf(rpc("listSkpGaps", reader, { agencyId }))).toBe("NOT_PERMITTED");
    expect(await codeOf(rpc("listSkpGaps", stranger, { agencyId }))).toBe("NOT_FOUND");
  }); // prettier-ignore

  it("offers what a result can lean on", async () => {
    const offered = async (person: Person, ofYear = year) =>
      (await rpc("listParentChoices", person, { year: ofYear })).choices;
    const [result, indicatorOfUnit, ...more] = await offered(staff);
    expect([result, more]).toEqual([
      {
        ...{ kind: proto.ParentKind.SUPERIOR_RHK, parentId: firstRhk(headSkp), text: "Imunisasi lengkap tercapai" },
        ...{ personId: head.id, unitId: world.top, year, role: "Laporan cakupan tersedia" },
      },
      [],
    ]);
    expect(indicatorOfUnit).toMatchObject({ kind: proto.ParentKind.AGREEMENT_INDICATOR, unitId: world.low, role: "" });
    expect(await offered(staff, year + 1)).toMatchObject([{ kind: proto.ParentKind.PROVISIONAL, year, role: "" }]);
    const indicators = agreement.objectives[0]?.indicators.map(({ indicatorId }) => indicatorId);
    const top = (await offered(head)).filter(({ kind }) => kind === proto.ParentKind.AGREEMENT_INDICATOR);
    expect(top.map(({ parentId }) => parentId)).toEqual(indicators);
    expect(await offered(stranger)).toEqual([]);
  });

  it("keeps each setting, and the newest holds while a draft is open", async () => {
    const revised = skpIn(await rpc("reviseSkp", staff, { skpId: staffSkp.skpId }));
    const content = { ...revised.content!, resources: ["Kendaraan", "Laptop"] };
    const saved = skpIn(await rpc("saveSkp", staff, { ...stepOf(revised), content }));
    const services = connect(proto.PlanningServiceClient, client.getChannel().getTarget().replace("dns:", ""), readTls(dir, "evaluation"));
    stops.unshift(() => services.close());
    const asked = { personIds: [staff.id, stranger.id], period: "2026-10" };
    const held = await call(services, services.getSetSkps.bind(services), asked, {});
    expect(held.skps).toEqual([staffSkp]);
    expect(held.items).toHaveLength(2);
    expect(await codeOf(rpc("getSetSkps", staff, asked))).toBe("METHOD_UNKNOWN");
    const submitted = skpIn(await rpc("submitSkp", staff, stepOf(saved)));
    await rpc("setSkp", head, stepOf(submitted));
    const versions = await Promise.all([1, 2].map((setRevision) => rpc("getSkp", staff, { skpId: staffSkp.skpId, setRevision })));
    expect(versions.map(skpIn).map(({ state, content: shown }) => [state, shown?.resources.length])).toEqual([
      [proto.SkpState.SUPERSEDED, 1],
      [proto.SkpState.SET, 2],
    ]);
    expect(await codeOf(rpc("getSkp", staff, { skpId: staffSkp.skpId, setRevision: 3 }))).toBe("NOT_FOUND");
  }); // prettier-ignore

  it("stays with its agency when the person moves", async () => {
    const moved = { ...staff, agencyId: stranger.agencyId };
    const at = world.people.indexOf(staff);
    world.people.splice(at, 1, moved);
    try {
      const { skp } = await rpc("getSkp", moved, { skpId: staffSkp.skpId });
      expect(skp?.agencyId).toBe(agencyId);
      expect(await codeOf(rpc("getSkp", officer, { skpId: staffSkp.skpId }))).toBe("done");
    } finally {
      world.people.splice(at, 1, staff);
    }
  });

  it("tells people", async () => {
    const toldTo = async (person: Person) =>
      (await rpc("listPlanningNotices", person, {})).notices.map(({ code }) => code);
    expect(await toldTo(staff)).toEqual(["SKP_SET", "SKP_SET", "SKP_RETURNED"]);
    expect(await toldTo(head)).toEqual(["SKP_SUBMITTED", "SKP_SET", "SKP_SUBMITTED", "SKP_SUBMITTED"]);
    expect(await toldTo(colleague)).toEqual([]);
    expect(await toldTo(boss)).toEqual(["SKP_SUBMITTED", "SKP_MISSING"]);
  });

  it("tells the world the whole state, without a gap", async () => {
    const sql = "select topic, partition, type, payload from outbox where key = $1 order by position";
    const rows = await owner.query<{ topic: string; partition: number; type: string; payload: Buffer }>(sql, [staffSkp.skpId]);
    const facts = rows.map(({ payload }) => SkpChanged.decode(payload));
    expect(new Set(rows.map(({ topic }) => topic))).toEqual(new Set(["kinerja.jt.planning.skp.v1"]));
    expect(facts.map(({ meta }) => Number(meta?.version))).toEqual(facts.map((_, at) => at + 1));
    expect(rows.map(({ type }) => type)).toEqual([
      "SkpOpened", "SkpSaved", "SkpSubmitted", "SkpReturned", "SkpSubmitted", "SkpSet", "ActionPlanSaved", "ActionPlanSaved",
      "SkpRevised", "SkpSaved", "SkpSubmitted", "SkpSet",
    ]);
    const draft = facts[9];
    expect(draft?.skp).toMatchObject({ state: proto.SkpState.DRAFT, setRevision: 1 });
    expect(draft?.holding).toEqual(staffSkp);
    expect(draft?.months).toMatchObject([{ period: "2026-10", items: [{ itemId: item.itemId, target: 9 }, {}] }]);
    expect(facts.at(-1)?.holding).toBeUndefined();
    expect(draft?.meta).toMatchObject({ site: "jt", actor: staff.id, agencyId, aggregateId: staffSkp.skpId });
  }); // prettier-ignore

  it("audits acts, and reading of others", async () => {
    const sealer = await database.db("sealer");
    const rows = await sealer.query<{ deed: string; role: string }>(
      "select action || ' ' || resource as deed, role from audit where actor = $1 order by id",
      [head.id],
    );
    await sealer.stop();
    const deeds = rows.map(({ deed, role }) => `${deed} as ${role}`);
    expect(deeds).toEqual([
      "save agreement as superior",
      "create skp as self",
      "save skp as self",
      "save matrix as self",
      "submit skp as self",
      "return skp as superior",
      "list-team skp as superior",
      "set skp as superior",
      "read plan as superior",
      "read plan as superior",
      "read plan as superior",
      "set skp as superior",
    ]);
  });
});

describe("requests that a client must correct", () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ["no UUID", () => rpc("reviseSkp", staff, { skpId: "x" }), "/skpId UUID_FORM"],
    ["no month", () => rpc("getActionPlan", staff, { period: "2026-13" }), "/period MONTH_FORM"],
    ["a strange cursor", () => rpc("listTeamSkps", head, { year, pageToken: "x" }), "/pageToken PAGE_TOKEN_FORM"],
    ["another strange cursor", () => rpc("listAgreements", head, { agencyId, year, pageToken: "x" }), "/pageToken PAGE_TOKEN_FORM"],
    ["no content", () => rpc("saveSkp", staff, { skpId: agencyId, expectedVersion: 1, content: undefined }), "/content FIELD_REQUIRED"],
    ["no position kind", () => rpc("createSkp", staff, { employmentId: agencyId, year, positionKind: proto.PositionKind.UNSPECIFIED }), "/positionKind CHOICE_UNKNOWN"],
    ["a strange cursor of gaps", () => rpc("listSkpGaps", officer, { agencyId, pageToken: "9x" }), "/pageToken PAGE_TOKEN_FORM"],
    ["no day", () => rpc("listSkpGaps", officer, { agencyId, onDate: "2026-02-30" }), "/onDate DATE_FORM"],
    ["half a parent", () => rpc("saveSkp", staff, { skpId: agencyId, expectedVersion: 1, content: contentOf({ ...mainOn(proto.ParentKind.PROVISIONAL, agencyId, "x"), parentId: undefined }) }), "/content/results/0/parentId FIELD_REQUIRED"],
  ])("%s", async (_, work, violation) => {
    const refusal = await work().catch((thrown: unknown) => thrown as { violations: { pointer: string; code: string }[] });
    expect(refusal).toMatchObject({ kind: "invalid", code: "REQUEST_INVALID" });
    const { violations } = refusal as { violations: { pointer: string; code: string }[] };
    expect(violations.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([violation]);
  }); // prettier-ignore
});
