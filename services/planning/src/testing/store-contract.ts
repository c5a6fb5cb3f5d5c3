import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { ownGrant } from "../app/authorise.ts";
import { type ContentDraft, emptyContent } from "../domain/content.ts";
import { type Skp } from "../domain/skp.ts";
import { type Stores } from "./memory-stores.ts";
import * as make from "./world.ts";
import { actorsOf, callerOf, codeOf, contentOf, firstIndicator, firstResult, newWorld, result, year } from "./world.ts";

type Person = make.Person;
type Owned = { readonly person: Person; readonly skp: Skp };

/** A fresh agency on the stores under test. The officer assesses the head. */
function sceneOn(stores: Stores) {
  const world = newWorld();
  world.ties.push({ person: world.head, leader: world.officer, kind: "SUPERIOR" });
  const act = actorsOf(stores, world);
  const open = (requestKey?: string, positionKind: "STAFF" | "UNIT_HEAD" = "STAFF"): Promise<Skp> =>
    act.create(callerOf(world.staff, requestKey), { employmentId: world.staff.employmentId, year, positionKind });
  /** Of a head, set on the agreement of the own unit. */
  const headSkp = async (person: Person): Promise<Owned> => {
    const id = firstIndicator(await act.agreementOf(person));
    const draft = await act.submitted(person, "UNIT_HEAD", result({ kind: "AGREEMENT_INDICATOR", id }));
    return { person, skp: await act.setBy(world.officer, draft) };
  };
  /** Of a staff member, waiting for being set on the head's. */
  const waiting = async (): Promise<{ head: Skp; staff: Skp }> => {
    const { skp: head } = await headSkp(world.head);
    const lean = { kind: "SUPERIOR_RHK", id: firstResult(head) } as const;
    return { head, staff: await act.submitted(world.staff, "STAFF", result(lean)) };
  };
  return { stores, world, act, open, headSkp, waiting };
}
type Scene = ReturnType<typeof sceneOn>;

function opening(scene: () => Scene): void {
  it("opens one SKP for an employment and year", async () => {
    const { open, world } = scene();
    expect(await open()).toMatchObject({
      state: "DRAFT",
      version: 1,
      assessorId: world.head.id,
      content: emptyContent,
    });
    expect(await codeOf(open())).toBe("SKP_EXISTS");
  });

  it("lets one of two at once win", async () => {
    const { open } = scene();
    expect((await Promise.all([codeOf(open()), codeOf(open())])).sort()).toEqual(["SKP_EXISTS", "done"]);
  });

  it("answers the same request key with the first answer, and another body with a refusal", async () => {
    const { open } = scene();
    const [first, again] = [await open("k1"), await open("k1")];
    expect(again).toEqual(first);
    expect(await codeOf(open("k1", "UNIT_HEAD"))).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  it("begins with the results that the newest matrix gave", async () => {
    const { act, open, world } = scene();
    const head = await act.draft(world.head, "UNIT_HEAD", result(undefined));
    const cellOf = (words: string, person: Person) => ({
      ...{ leaderRhkId: firstResult(head), personId: person.id, result: words },
    });
    const both = [cellOf("Rancangan", world.staff), cellOf("Rancangan", world.colleague)];
    expect(await act.saveMatrix(callerOf(world.head), { year, cells: both })).toBe(2);
    await act.saveMatrix(callerOf(world.head), { year, cells: [cellOf("Laporan tersedia", world.staff)] });
    expect((await open()).content.results).toMatchObject([
      { kind: "UTAMA", text: "Laporan tersedia", parent: { kind: "PROVISIONAL", id: firstResult(head) } },
    ]);
  });
}

function changing(scene: () => Scene): void {
  it("does not find what is not there", async () => {
    const { act, world } = scene();
    const command = { skpId: world.agencyId, expectedVersion: 1 };
    expect(await codeOf(act.submit(callerOf(world.staff), command))).toBe("NOT_FOUND");
  });

  it("lets one of two savings of the same version win", async () => {
    const { act, open, world } = scene();
    const { id: skpId } = await open();
    const save = (text: string): Promise<Skp> =>
      act.save(callerOf(world.staff), { skpId, expectedVersion: 1, content: contentOf(result(undefined, text)) });
    const ends = await Promise.all([codeOf(save("satu")), codeOf(save("dua"))]);
    expect(ends.sort()).toEqual(["VERSION_CONFLICT", "done"]);
  });

  it("sets once when two set at once, and never beside a return", async () => {
    const { act, waiting, world } = scene();
    const { staff } = await waiting();
    const command = { skpId: staff.id, expectedVersion: staff.version, reason: "Target belum jelas" };
    const ends = await Promise.all([
      codeOf(act.setBy(world.head, staff)),
      codeOf(act.setBy(world.head, staff)),
      codeOf(act.giveBack(callerOf(world.head), command)),
    ]);
    expect(ends.sort()).toEqual(["VERSION_CONFLICT", "VERSION_CONFLICT", "done"]);
  });

  it("never saves what is being set", async () => {
    const { act, waiting, world } = scene();
    const { staff } = await waiting();
    const command = { skpId: staff.id, expectedVersion: staff.version, content: contentOf() };
    const ends = await Promise.all([
      codeOf(act.setBy(world.head, staff)),
      codeOf(act.save(callerOf(world.staff), command)),
    ]);
    expect(ends[0]).toBe("done");
    expect(["SKP_NOT_EDITABLE", "VERSION_CONFLICT"]).toContain(ends[1]);
  });

  it("counts facts without a gap and tells whom it concerns", async () => {
    const { stores, act, waiting, world } = scene();
    const { staff } = await waiting();
    const item = { id: undefined, indicatorId: undefined, text: "Supervisi", target: 8, unit: "kali" };
    const items = [{ ...item, rhkId: firstResult(staff) }];
    const [planned] = await act.plan(callerOf(world.staff), { skpId: staff.id, period: "2026-10" as Period, items });
    expect(planned).toMatchObject({ rhkId: firstResult(staff), target: 8 });
    await act.setBy(world.head, staff);
    await act.revise(callerOf(world.staff), { skpId: staff.id });
    expect(await stores.told(staff.id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await stores.noticesTo(world.head.id)).toEqual(["SKP_SET", "SKP_SUBMITTED"]);
    expect(await stores.noticesTo(world.staff.id)).toEqual(["SKP_SET"]);
  });
}

function leaning(scene: () => Scene): void {
  it("makes a provisional parent firm at the setting, once the superior's SKP is set", async () => {
    const { act, world } = scene();
    const parent = { kind: "AGREEMENT_INDICATOR", id: firstIndicator(await act.agreementOf(world.head)) } as const;
    const head = await act.submitted(world.head, "UNIT_HEAD", result(parent));
    const staff = await act.submitted(world.staff, "STAFF", result({ kind: "SUPERIOR_RHK", id: firstResult(head) }));
    expect(staff.content.results[0]?.parent?.kind).toBe("PROVISIONAL");
    expect(await codeOf(act.setBy(world.head, staff))).toBe("PARENT_NOT_SET");
    await act.setBy(world.officer, head);
    expect(await act.setBy(world.head, staff)).toMatchObject({
      state: "SET",
      setRevision: 1,
      content: { results: [{ parent: { kind: "SUPERIOR_RHK", id: firstResult(head) } }] },
    });
  });

  it("keeps what is set while a new draft is written", async () => {
    const { act, waiting, world } = scene();
    const { head, staff } = await waiting();
    const { id: skpId, version } = await act.revise(callerOf(world.head), { skpId: head.id });
    await act.save(callerOf(world.head), { skpId, expectedVersion: version, content: contentOf() });
    expect(await codeOf(act.setBy(world.head, staff))).toBe("done");
  });
}

/** Two heads whose SKP are set, each now the superior of the other, as two reorganisations in one year can make them. */
async function reorganised({ act, world, headSkp }: Scene) {
  const other = make.newPerson(world.agencyId, world.low);
  world.people.push(other);
  world.ties.push({ person: other, leader: world.officer, kind: "SUPERIOR" });
  const [one, two] = [await headSkp(world.head), await headSkp(other)];
  world.ties.unshift({ person: world.head, leader: other, kind: "SUPERIOR" });
  world.ties.unshift({ person: other, leader: world.head, kind: "SUPERIOR" });
  const revise = ({ person, skp }: Owned): Promise<Skp> => act.revise(callerOf(person), { skpId: skp.id });
  return { one, two, revise };
}

const contentOn = ({ skp }: Owned, on: Owned): ContentDraft =>
  contentOf(result({ kind: "SUPERIOR_RHK", id: firstResult(on.skp) }, "Bersandar", firstResult(skp)));

/** Two savings at the same moment may each miss the other: puts a draft where it would then be. */
async function put({ stores }: Scene, { person, skp }: Owned, on: Owned, version: number): Promise<void> {
  const caller = callerOf(person);
  const parent = { kind: "SUPERIOR_RHK", id: firstResult(on.skp) } as const;
  const content = { ...emptyContent, results: skp.content.results.map((one) => ({ ...one, parent })) };
  await stores.skps.change(
    { caller, grant: ownGrant(caller), need: ["save", "skp"], command: {} },
    skp.id,
    undefined,
    (record) => ({
      state: { ...record, skp: { ...record.skp, content, version: version + 1 }, facts: record.facts + 1 },
      events: [{ type: "SkpSaved" }],
    }),
    () => undefined,
  );
}

function circles(scene: () => Scene): void {
  it("refuses a circle while it is drafted", async () => {
    const here = scene();
    const { one, two, revise } = await reorganised(here);
    const lean = async (who: Owned, on: Owned): Promise<Skp> => {
      const { version } = await revise(who);
      const command = { skpId: who.skp.id, expectedVersion: version, content: contentOn(who, on) };
      return here.act.save(callerOf(who.person), command);
    };
    await lean(one, two);
    expect(await codeOf(lean(two, one))).toBe("CASCADE_CYCLE");
  });

  it.each([1, 2, 3, 4, 5])("lets only one of two settings through that would close a circle (%i)", async () => {
    const here = scene();
    const { one, two, revise } = await reorganised(here);
    const submit = async (who: Owned, on: Owned): Promise<Skp> => {
      const { version } = await revise(who);
      await put(here, who, on, version);
      return here.act.submit(callerOf(who.person), { skpId: who.skp.id, expectedVersion: version + 1 });
    };
    const drafts = [await submit(one, two), await submit(two, one)];
    const ends = await Promise.all(drafts.map((draft) => codeOf(here.act.setBy(here.world.officer, draft))));
    expect(ends.sort()).toEqual(["CASCADE_CYCLE", "done"]);
  });
}

function agreements(scene: () => Scene): void {
  it("lets one of two first savings win", async () => {
    const { act, world } = scene();
    const command = { agencyId: world.agencyId, unitId: world.top, year, expectedVersion: undefined };
    const save = (): Promise<unknown> =>
      act.saveAgreement(callerOf(world.head), { ...command, objectives: make.objectives() });
    expect((await Promise.all([codeOf(save()), codeOf(save())])).sort()).toEqual(["VERSION_CONFLICT", "done"]);
  });

  it("finds none of another agency", async () => {
    const { act, stores, world } = scene();
    const { id: agreementId } = await act.agreementOf(world.head);
    const elsewhere = newWorld();
    const { agencyId, officer } = elsewhere;
    const set = actorsOf(stores, elsewhere).setAgreement(callerOf(officer), { agencyId, agreementId });
    expect(await codeOf(set)).toBe("NOT_FOUND");
  });
}

/** What every implementation of the stores keeps, races included. */
export function storesKeepTheirPromises(stores: () => Stores): void {
  const scene = (): Scene => sceneOn(stores());
  describe("opening", () => opening(scene));
  describe("changing", () => changing(scene));
  describe("leaning", () => leaning(scene));
  describe("circles", () => circles(scene));
  describe("agreements", () => agreements(scene));
}
