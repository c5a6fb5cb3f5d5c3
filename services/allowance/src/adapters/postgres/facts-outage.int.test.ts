import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period, uuidV7 } from "@kinerja/common/kernel";

import { decideFacts, type DecideCommand } from "../../app/facts/decide-facts.ts";
import { applyImport, type ImportNeeds, previewImport } from "../../app/facts/import-facts.ts";
import { proposeFact } from "../../app/facts/propose-fact.ts";
import { listOutageCandidates } from "../../app/facts/read-facts.ts";
import { agency, callBy, checker, fakeAccess, maker, otherChecker, person } from "../../testing/month.ts";
import { startTestPlatform, type TestPlatform, upload, uploaded } from "../../testing/platform.ts";
import { readFactsFile } from "../csv/read-facts-file.ts";
import { sha256 } from "../ids.ts";

// A database of its own, on a machine that may have other work.
jest.setTimeout(60_000);

const agencyId = agency(1);
let platform: TestPlatform;
let needs: ImportNeeds;
beforeAll(async () => {
  platform = await startTestPlatform();
  const { store, now } = platform;
  needs = {
    ...{ store, now, accessTo: fakeAccess(), newHash: sha256, newId: () => uuidV7(now()), readFile: readFactsFile },
    ...{ readText: uploaded, peopleOf: () => Promise.resolve([]), peopleIn: () => Promise.resolve(new Set()) },
    // The second checker works in unit 703, which is below unit 700.
    unitsOf: () => Promise.resolve(new Map([[person(700), ""], [person(703), person(700)]])), // prettier-ignore
    postsOf: (_, of) => Promise.resolve(of === otherChecker ? [person(703)] : []),
  };
});
afterAll(() => platform.stop());

const decide = (by: string, which: DecideCommand["which"]) =>
  decideFacts(needs)(callBy(by), { agencyId, which, verdict: "CONFIRMED", reason: "sesuai surat" });

describe("an outage of a unit", () => {
  const outage = (unitId: string | undefined) =>
    proposeFact(needs)(callBy(maker), {
      ...{ agencyId, kind: "OUTAGE", personId: undefined, unitId, reason: "mesin mati" },
      fields: { from: "2026-05-04", to: "2026-05-04", items: "missed_in" },
    });

  it("is of the agency's own, by word and by file", async () => {
    await expect(outage(person(998))).rejects.toMatchObject({ code: "UNIT_UNKNOWN" });
    const text = `unit_id,from,to,items\n${person(998)},2026-05-05,2026-05-05,missed_in\n`;
    const asked = { agencyId, kind: "OUTAGE", fileId: upload(text) } as const;
    await expect(previewImport(needs)(callBy(maker), asked)).rejects.toMatchObject({ code: "UNIT_UNKNOWN" });
  });

  it.each([
    ["in which the decider works", person(703)],
    ["above that of the decider", person(700)],
  ])("%s is decided by somebody else, also as a line of a file", async (_, unitId) => {
    const row = await outage(unitId);
    await expect(decide(otherChecker, { ids: [row.id] })).rejects.toMatchObject({ code: "OWN_ROW" });
    expect(await decide(checker, { ids: [row.id] })).toEqual({ decided: 1 });
    const text = `unit_id,from,to,items\n${unitId},2026-05-06,2026-05-06,missed_in\n`;
    const asked = { agencyId, kind: "OUTAGE", fileId: upload(text) } as const;
    const { sha256: seen } = await previewImport(needs)(callBy(maker), asked);
    await applyImport(needs)(callBy(maker), { ...asked, sha256: seen, reason: "mesin mati" });
    await expect(decide(otherChecker, { fileId: asked.fileId })).rejects.toMatchObject({ code: "FACT_STATE" });
    expect(await decide(checker, { fileId: asked.fileId })).toEqual({ decided: 1 });
  });

  it("or of the whole agency: everybody has a part in it, and the audit says so", async () => {
    const row = await outage(undefined);
    await decide(otherChecker, { ids: [row.id] });
    const sealer = await platform.database.db("sealer");
    const told = await sealer.query("select detail ->> 'wholeAgency' as of from audit where object_id = $1 and action = 'confirm'", [row.id]); // prettier-ignore
    await sealer.stop();
    expect(told).toEqual([{ of: "1" }]);
  });
});

const auditOf = async (objectId: string): Promise<string[]> => {
  const sealer = await platform.database.db("sealer");
  const rows = await sealer.query<{ action: string }>("select action from audit where object_id = $1 order by at, id", [
    objectId,
  ]);
  await sealer.stop();
  return rows.map(({ action }) => action);
};

describe("candidates of outages", () => {
  it("are shown to officers and applied by nobody", async () => {
    const days = [2, 2, 16].map((missed, n) => ({ day: `2026-07-0${n + 1}` as Day, missed, expected: 200 }));
    const signs = { atLeastPercent: 8, timesMedian: 3 };
    const ask = listOutageCandidates({ ...needs, signs, checksOf: () => Promise.resolve(days) });
    const query = { agencyId, unitId: undefined, period: "2026-07" as Period };
    const before = (await auditOf(agencyId)).length;
    expect((await ask(callBy(checker), query)).map(({ day }) => day)).toEqual(["2026-07-03"]);
    expect(await auditOf(agencyId)).toHaveLength(before + 1);
    await expect(ask(callBy(person(5)), query)).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
  });
});
