import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";

import { agency, callBy, checker, goodMonth, maker, otherChecker, period, person } from "../../testing/month.ts";
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform } from "../../testing/corrections.ts";
import { policyText } from "../../testing/policies.ts";

jest.setTimeout(120_000);

const agencyId = agency(1);
let platform: CorrectedPlatform;
let administrator: Database;
let runId = "";
beforeAll(async () => {
  platform = await startCorrectedPlatform();
  administrator = await platform.database.administrator();
  await adoptText(platform, agencyId, policyText("contoh-tpp"));
  runId = (await platform.pay(agencyId, period, goodMonth(2), { hold: [person(2)] })).run.id;
});
afterAll(async () => {
  await administrator.stop();
  await platform.stop();
});

/** As the service itself: no domain stands between. */
const sql = <Row = unknown>(text: string, params: readonly unknown[] = [], agencies = [agencyId]): Promise<Row[]> =>
  platform.db.transaction({ agencies }, (tx) => tx.query<Row>(text, params));

describe("what was posted", () => {
  it.each([
    ["is of whom it is", "update batch set maker_id = $2 where run_id = $1", "permission denied"],
    ["keeps its sums", "update batch set net = net + 1, amount = amount + 1 where run_id = $1 and $2::uuid is not null", "only settled"], // prettier-ignore
    ["is not checked again", "update batch set state = 'CHECKED', approver_id = null, posted_at = null where run_id = $1 and $2::uuid is not null", "only settled"], // prettier-ignore
  ])("%s", async (_, text, says) => {
    await expect(sql(text, [runId, otherChecker])).rejects.toThrow(says);
  });

  it.each(["run_range", "frozen"])("loses nothing of %s", async (table) => {
    const count = () => sql(`select from ${table} where run_id = $1`, [runId]);
    const before = (await count()).length;
    expect(before).toBeGreaterThan(0);
    await sql(`delete from ${table} where run_id = $1`, [runId]);
    expect(await count()).toHaveLength(before);
  });

  it("lets its days be seen by everybody, and moved by its own agency", async () => {
    const seen = "select days from day_claim where run_id = $1";
    const [claim] = await sql<{ days: number }>(seen, [runId], [agency(2)]);
    expect(claim?.days).toBeGreaterThan(0);
    await sql("update day_claim set days = 1 where run_id = $1", [runId], [agency(2)]);
    await sql("delete from day_claim where run_id = $1", [runId], [agency(2)]);
    expect(await sql(seen, [runId])).toEqual([claim]);
    const insert = `insert into day_claim (kind, period, person_id, run_id, agency_id, days) values ('kinerja', '2026-01', $2, $1, '${agency(1)}', 1)`;
    await expect(sql(insert, [runId, person(1)], [agency(2)])).rejects.toThrow("row-level security");
  });
});

describe("alone", () => {
  const hold = "insert into run_hold (run_id, person_id, agency_id, batch, held_by, held_at, reason) values ($1, $2, $3, 1, $2, now(), 'x')"; // prettier-ignore
  const release = "update run_hold set released_by = $2, released_at = now() where run_id = $1 and agency_id = $3";
  const due = `insert into due (agency_id, person_id, period, component, label, kind, amount, due_period, created_at, created_by)
    values ($3, $2, '2026-10', 'main', 'x', 'CORRECTION', 1, '2026-11', now(), $2) returning $1`;
  const owed = `insert into receivable (agency_id, person_id, label, since, amount, letter, created_at, created_by)
    values ($3, $2, 'x', '2026-10-01', 1, '', now(), $2) returning $1`;

  it.each([
    ["holds the own pay", hold, person(1)],
    ["lets go of whom one has held", release, maker],
    ["lets go of oneself", release, person(2)],
    ["is owed by oneself", due, person(1)],
    ["owes to oneself", owed, person(1)],
  ])("nobody %s", async (_, text, by) => {
    await expect(sql(text, [runId, by, agencyId])).rejects.toThrow("check constraint");
  });
});

describe("a case", () => {
  it("is put away by nobody who has looked at it, nor before somebody has", async () => {
    const open = { agencyId, personId: person(1), affectedFrom: `${period}-01`, note: "surat" };
    const { id: caseId } = await platform.corrections.openCorrection(callBy(maker, newKey()), open);
    const refuse = (by: string) =>
      platform.corrections.refuseCorrection(callBy(by), { agencyId, caseId, reason: "tidak perlu" });
    const put =
      "update correction_case set state = 'REFUSED', decided_by = $2, decided_at = now(), reason = 'x' where id = $1";
    await expect(refuse(checker)).rejects.toMatchObject({ code: "CORRECTION_STATE" });
    await expect(sql(put, [caseId, checker])).rejects.toThrow("check constraint");
    await platform.corrections.previewCorrection(callBy(checker), { agencyId, caseId });
    await expect(refuse(checker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(sql(put, [caseId, checker])).rejects.toThrow("check constraint");
    expect(await refuse(otherChecker)).toMatchObject({ state: "NO_CHANGE", decidedBy: otherChecker });
    await expect(administrator.query("truncate correction_case cascade")).rejects.toThrow("never deleted");
  });

  it("of an objection is not put away in silence: the person is told", async () => {
    const [row] = await sql<{ id: string }>(
      `insert into correction_case (agency_id, person_id, trigger_kind, trigger_key, affected_from, note, opened_at, opened_by)
       values ($1, $2, 'OBJECTION', 'x', $3, 'x', now(), $4) returning id`,
      [agencyId, person(1), `${period}-01`, maker],
    );
    const caseId = row?.id ?? "";
    await platform.corrections.previewCorrection(callBy(checker), { agencyId, caseId });
    await platform.corrections.refuseCorrection(callBy(otherChecker), { agencyId, caseId, reason: "tidak perlu" });
    const told = async (of: string): Promise<unknown[]> =>
      (await platform.use.listNotices(callBy(of))).filter(({ code }) => code === "CORRECTION_REFUSED");
    expect(await told(person(1))).toMatchObject([{ id: caseId, params: { period } }]);
    expect(await told(person(2))).toEqual([]);
  });
});
