import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type AgencyId } from "@kinerja/common/kernel";

import { type Caller } from "./app/ports.ts";
import { agencyIdOf, lineOf, nipOf, personIdOf } from "./testing/people.ts";
import { openWorld, type World } from "./testing/world.ts";

const [a1, a2] = [agencyIdOf("A1") as AgencyId, agencyIdOf("A2") as AgencyId];
const id = (n: number): string => personIdOf(`PNS${n}`);
const elsewhere = { instansi_kerja_id: "A2", instansi_kerja_nama: "Kota Denpasar, Bali", unor_id: "V1" };
let world: World;
let [officer, staff]: Caller[] = [];

beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer(nipOf(90));
  await world.importLines(officer, [lineOf(1), lineOf(2), lineOf(3, elsewhere)]);
  world.clock.advance(1);
  // The second gets another number; the former one is on old lists still.
  await world.importLines(officer, [lineOf(2, { nip_baru: nipOf(52) })], "2026-10-02");
  staff = await world.activate(officer, a1, id(1), nipOf(1));
});
afterAll(() => world.stop());

describe("NIPs of a file of attendance", () => {
  it("are people of the agency in their order, by former numbers too; others are unknown", async () => {
    const nips = [nipOf(52), nipOf(3), nipOf(2), "1", nipOf(1), nipOf(77)];
    const found = await world.use.directory.resolveNips(officer!, a1, nips);
    expect(found).toEqual([id(2), undefined, id(2), undefined, id(1), undefined]);
    expect(await world.use.directory.resolveNips(officer!, a2, [nipOf(3)])).toEqual([id(3)]);
  });

  it("are told nobody who may not import there, and asking leaves a row without them", async () => {
    await expect(world.use.directory.resolveNips(staff!, a1, [nipOf(2)])).rejects.toThrow("NOT_PERMITTED");
    await expect(world.use.directory.resolveNips(staff!, a2, [nipOf(3)])).rejects.toThrow("AGENCY_UNKNOWN");
    const sealer = await world.database.db("sealer");
    const rows = await sealer.query("select detail, agency_id from audit where resource = 'nip' order by id");
    await sealer.stop();
    expect(rows).toEqual([
      { detail: { asked: 6 }, agency_id: a1 },
      { detail: { asked: 1 }, agency_id: a2 },
    ]);
  });
});
