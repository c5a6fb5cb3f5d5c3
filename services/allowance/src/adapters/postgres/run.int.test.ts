import { createHash } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { RunPosted } from "@kinerja/proto/allowance/v1/allowance_events";

import { absent, agency, approver, auditor, callBy, checker, employment, goodMonth, maker, month, otherApprover, otherChecker, period, person, predicate, roster } from "../../testing/month.ts"; // prettier-ignore
import { approvedPolicy, payBatch, startRunOf, startTestPlatform, type TestPlatform } from "../../testing/platform.ts";

// Each test has databases of its own, on a machine that may have other work.
jest.setTimeout(60_000);

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(() => platform.stop());

const page = { limit: 50, after: undefined };
const rowsOf = <Row>(sql: string, agencies = [agency(1)]): Promise<Row[]> =>
  platform.db.transaction({ agencies }, (tx) => tx.query<Row>(sql));

describe("a run", () => {
  const agencyId = agency(1);
  let runId = "";
  const ref = (batch: 1 | 2, sha256: string) => ({ agencyId, runId, batch, sha256 });

  it("starts only from sealed months and a rule", async () => {
    await expect(startRunOf(platform)).rejects.toMatchObject({ code: "PERIOD_NOT_SEALED" });
    const { roster: people, months, predicates } = goodMonth(5);
    platform.sealed.set(agencyId, {
      roster: [...people, roster(902, { personId: checker, employmentId: employment(902), positionClass: 9 })],
      // Number 2 was absent for a day, number 3 has no predicate, number 4 no attendance at all.
      months: [
        ...months.map((row, index) =>
          index === 1 ? month(2, { attendance: [absent] }) : index === 3 ? month(4, { attendance: [] }) : row,
        ),
        month(902),
      ],
      predicates: [
        ...predicates
          .map((row, index) => (index === 2 ? predicate(3, undefined) : row))
          .filter((row) => row.personId !== person(3)),
        predicate(902),
      ],
    });
    await expect(startRunOf(platform)).rejects.toMatchObject({ code: "POLICY_MISSING" });
  });

  it("is one, however many start it at once", async () => {
    await approvedPolicy(platform);
    const started = await Promise.all(
      [1, 2, 3, 4].map((n) => startRunOf(platform, agencyId, callBy(maker, `start-${n}`))),
    );
    expect(new Set(started.map(({ run }) => run.id)).size).toBe(1);
    expect(platform.troubles).toEqual([]);
    const [first] = started;
    runId = first?.run.id ?? "";
    const { run, batches, openFlags } = await platform.use.getRun(callBy(auditor), { agencyId, runId });
    expect(run).toMatchObject({
      state: "COMPUTED",
      statements: 6,
      gross: 4n * 4595150n + 5079200n,
      cut: 41356n,
      makerId: maker,
    });
    expect(run.gross - run.cut).toBe(run.net);
    expect(batches.map(({ batch, rows, state }) => [batch, rows, state])).toEqual([[1, 5, "COMPUTED"], [2, 1, "COMPUTED"]]); // prettier-ignore
    expect(openFlags).toEqual(new Map([[1, 2]]));
  });

  it("asks a person about every oddity before anything is paid", async () => {
    const { use } = platform;
    const flags = await use.listRunFlags(callBy(maker), { agencyId, runId }, page);
    expect(flags.map(({ code, severity, personId }) => [code, severity, personId])).toEqual([
      ["INPUT_MISSING", "BLOCK", person(3)],
      ["INPUT_ASSUMED", "WARN", person(4)],
    ]);
    const [block, warn] = flags.map(({ id }) => id);
    const resolution = { agencyId, runId, reason: "Diperiksa dengan daftar hadir" };
    const [batch] = (await use.getRun(callBy(maker), { agencyId, runId })).batches;
    await expect(use.checkRun(callBy(checker), ref(1, batch?.sha256 ?? ""))).rejects.toMatchObject({
      code: "FLAGS_OPEN",
    });
    await expect(
      use.resolveFlag(callBy(maker), { ...resolution, flagId: block ?? "", decision: "ACKNOWLEDGE" }),
    ).rejects.toMatchObject({ code: "FLAG_BLOCKS" });
    await use.resolveFlag(callBy(maker), { ...resolution, flagId: block ?? "", decision: "HOLD" });
    await use.resolveFlag(callBy(checker), { ...resolution, flagId: warn ?? "", decision: "ACKNOWLEDGE" });
    await expect(
      use.resolveFlag(callBy(checker), { ...resolution, flagId: warn ?? "", decision: "HOLD" }),
    ).rejects.toMatchObject({ code: "FLAG_DECIDED" });
    const [after] = (await use.getRun(callBy(maker), { agencyId, runId })).batches;
    expect(after).toMatchObject({ rows: 4, held: 1 });
    expect(after?.sha256).not.toBe(batch?.sha256);
  });

  it("is checked and approved by three people without a row of their own, by the hash that they read", async () => {
    const { use } = platform;
    const [one, two] = (await use.getRun(callBy(maker), { agencyId, runId })).batches;
    const first = ref(1, one?.sha256 ?? "");
    const second = ref(2, two?.sha256 ?? "");
    await expect(use.approveRun(callBy(approver), first)).rejects.toMatchObject({ code: "RUN_STATE" });
    await expect(use.checkRun(callBy(maker), first)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(use.checkRun(callBy(checker), { ...first, sha256: "0".repeat(64) })).rejects.toMatchObject({
      code: "HASH_MISMATCH",
    });
    await expect(use.checkRun(callBy(checker), second)).rejects.toMatchObject({ code: "OWN_ROW" });
    await use.checkRun(callBy(checker), first);
    await expect(use.approveRun(callBy(checker), first)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(use.exportRun(callBy(checker), { ...first, withBom: false })).rejects.toMatchObject({
      code: "RUN_STATE",
    });
    const { run } = await use.approveRun(callBy(approver, "approve", "a"), first);
    expect(run.state).toBe("COMPUTED");
    await expect(use.approveRun(callBy(approver, "approve", "b"), first)).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    await expect(use.approveRun(callBy(approver, "approve", "a"), first)).resolves.toMatchObject({
      run: { id: runId },
    });
    await use.checkRun(callBy(otherChecker), second);
    expect((await use.approveRun(callBy(otherApprover), second)).run.state).toBe("POSTED");
  });

  it("is in the ledger once, and the ledger sums to zero", async () => {
    const totals = await platform.use.ledgerTotals(callBy(auditor), { agencyId, period });
    const paid = 4n * 4595150n - 41356n + 5079200n;
    expect(totals).toEqual([
      { account: "belanja.tunjangan-kinerja", amount: paid },
      { account: "utang.pegawai", amount: -paid },
    ]);
  });

  it("tells the world once for each batch, without an amount", async () => {
    const relay = await platform.database.db("relay");
    const told = await relay.query<{ key: string; payload: Buffer }>(
      "select key, payload from outbox order by position",
    );
    await relay.stop();
    expect(told.map(({ key, payload }) => [key, RunPosted.decode(payload)])).toEqual([
      [
        agencyId,
        expect.objectContaining({
          runId,
          agencyId,
          period,
          batch: 1,
          count: 4n,
          meta: expect.objectContaining({ type: "RunPosted", actor: approver, version: 3n }),
        }),
      ],
      [agencyId, expect.objectContaining({ batch: 2, count: 1n, meta: expect.objectContaining({ version: 4n }) })],
    ]);
  });

  it("gives the payment file of what the ledger holds", async () => {
    const { name, content } = await platform.use.exportRun(callBy(checker), {
      agencyId,
      runId,
      batch: 1,
      withBom: false,
    });
    expect(name).toBe("tunjangan-2026-10-1.csv");
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    const lines = Buffer.concat(pieces)
      .toString()
      .split(/(?<=\n)/);
    expect(lines).toEqual([
      "no,nip,nama,bank,nomor_rekening,nama_rekening,bruto,potongan,neto,dibayarkan,person_id\r\n",
      `1,198703142011012901,"PEGAWAI 1, S.E.",Bank Contoh,0000000901,'=PEGAWAI(),4595150,0,4595150,4595150,${person(1)}\r\n`,
      `2,198703142011012902,"PEGAWAI 2, S.E.",,,,4595150,41356,4553794,4553794,${person(2)}\r\n`,
      `3,198703142011012903,"PEGAWAI 3, S.E.",,,,4595150,0,4595150,4595150,${person(4)}\r\n`,
      `4,198703142011012904,"PEGAWAI 4, S.E.",,,,4595150,0,4595150,4595150,${person(5)}\r\n`,
      ",,jumlah,,,,18380600,41356,18339244,18339244,\r\n",
    ]);
    const sealer = await platform.database.db("sealer");
    const rows = await sealer.query<{ detail: Record<string, unknown> }>(
      "select detail from audit where action = 'export'",
    );
    await sealer.stop();
    const sha256 = createHash("sha256").update(lines.join("")).digest("hex");
    const made = { format: "PAYMENT_CSV", files: 1, batch: 1, rows: 4, withoutAccount: 3, sha256 };
    expect(rows).toMatchObject([{ detail: made }]);
  });

  it("lists its rows for officers, page after page, by batch and by what is held", async () => {
    const { use } = platform;
    const list = async (more: object) =>
      (await use.listRunStatements(callBy(auditor), { agencyId, runId }, { ...page, batch: undefined, held: undefined, ...more })); // prettier-ignore
    const all = await list({});
    expect(all.map(({ personId }) => personId)).toEqual(all.map(({ personId }) => personId).toSorted());
    expect(all.find(({ personId }) => personId === person(2))).toMatchObject({ net: 4553794n, amount: 4553794n, posted: true, openFlags: 0 }); // prettier-ignore
    expect(await list({ limit: 2, after: all[1]?.personId })).toEqual(all.slice(2, 4));
    expect((await list({ batch: 2 })).map(({ batch }) => batch)).toEqual([2]);
    expect(new Set((await list({ held: true })).map(({ held }) => held)).has(false)).toBe(false);
    expect([...(await list({ held: true })), ...(await list({ held: false }))]).toHaveLength(all.length);
  });

  it("says who did what and when, and how far it is", async () => {
    const { run, batches } = await platform.use.getRun(callBy(auditor), { agencyId, runId });
    const at = new Date(platform.now());
    expect(run).toMatchObject({ startedAt: at, computedAt: at, postedAt: at });
    expect(run.people).toBeGreaterThan(0);
    expect(run.peopleComputed).toBe(run.people);
    expect(batches[0]).toMatchObject({
      makerId: maker,
      checkerId: checker,
      checkedAt: at,
      approverId: approver,
      postedAt: at,
    });
  });

  it("shows each person the statement with every step and its article", async () => {
    const { use } = platform;
    const statement = await use.getStatement(callBy(person(2)), { period, personId: undefined, agencyId: undefined });
    expect(statement.record).toMatchObject({
      gross: 4595150n,
      cut: 41356n,
      net: 4553794n,
      amount: 4553794n,
      posted: true,
    });
    expect(statement.steps.find(({ id }) => id === "att_cut.absent")).toMatchObject({
      label: "Tidak masuk kerja",
      cite: "Permenaker 15/2024 Pasal 13 ayat (1)",
      rule: "rate_per_unit",
      effect: "CUT",
      base: "1378545",
      factor: "-3/100",
      exact: "-827127/20",
      amount: -41356n,
      inputs: { "Hari tidak masuk tanpa keterangan": "1", "Persen menurut aturan": "3" },
    });
    expect(await use.listStatements(callBy(person(2)))).toMatchObject([{ period, net: 4553794n, posted: true }]);
    expect(await use.listNotices(callBy(person(2)))).toMatchObject([
      { code: "STATEMENT_READY", params: { period, run: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    ]);
    const held = await use.getStatement(callBy(person(3)), { period, personId: undefined, agencyId: undefined });
    expect(held).toMatchObject({ record: { net: 0n, posted: false, held: true }, steps: [], flags: ["INPUT_MISSING"] });
    expect(await use.listNotices(callBy(person(3)))).toEqual([]);
  });

  it("shows a statement to others by right only, and notes who looked", async () => {
    const { use } = platform;
    const query = { period, personId: person(2), agencyId: undefined };
    await expect(use.getStatement(callBy(person(5)), query)).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" });
    expect((await use.getStatement(callBy(auditor), query)).record.personId).toBe(person(2));
    await expect(use.getStatement(callBy(person(77)), { ...query, personId: undefined })).rejects.toMatchObject({
      code: "STATEMENT_UNKNOWN",
    });
    const sealer = await platform.database.db("sealer");
    const audits = await sealer.query<{ action: string; resource: string; role: string; actor: string }>(
      "select action, resource, role, actor from audit where object_id = $1",
      [person(2)],
    );
    await sealer.stop();
    expect(audits).toEqual([{ action: "read", resource: "statement", role: "AUDITOR", actor: auditor }]);
  });

  it("G11 was started, checked and approved by people whose roles of that time stand in the audit", async () => {
    const sealer = await platform.database.db("sealer");
    const audits = await sealer.query<{ action: string; role: string; actor: string }>(
      "select distinct action, role, actor from audit where resource in ('run', 'batch') and object_id like $1 || '%' and action <> 'read' order by action, actor",
      [runId],
    );
    await sealer.stop();
    const told = audits.map(({ action, role, actor }) => [action, role, actor]);
    for (const one of [["start", "PAY_MAKER", maker], ["check", "PAY_CHECKER", checker], ["approve", "PAY_APPROVER", approver]])
      expect(told).toContainEqual(one); // prettier-ignore
  });

  it("is unknown to other agencies, in the service and in the database", async () => {
    await expect(platform.use.getRun(callBy(maker), { agencyId: agency(2), runId })).rejects.toMatchObject({
      code: "RUN_UNKNOWN",
    });
    for (const table of [
      "run",
      "batch",
      "payout",
      "entitlement",
      "run_flag",
      "posting",
      "transfer",
      "frozen",
      "run_range",
    ])
      expect(await rowsOf(`select * from ${table}`, [agency(2)])).toEqual([]);
    const own = await platform.db.transaction({ agencies: [], person: person(2) }, (tx) =>
      tx.query<{ person_id: string }>("select person_id from payout"),
    );
    expect(own).toEqual([{ person_id: person(2) }]);
  });
});

describe("the ledger", () => {
  /** Onto the transfers of the first batch, which are there already. */
  const line = (amount: number, phase: string): string =>
    `((select id from transfer where batch = 1 and phase = '${phase}'), '${agency(1)}', 'a${amount}', ${amount})`;
  const insert = (...lines: string[]): Promise<unknown> =>
    rowsOf(`insert into posting (transfer_id, agency_id, account, amount) values ${lines.join()}`);

  it("takes no transfer that does not sum to zero, even if all of them together do", async () => {
    await expect(insert(line(5, "POSTED"), line(-4, "POSTED"))).rejects.toThrow("does not sum to zero");
    await expect(insert(line(5, "POSTED"), line(-5, "PENDING"))).rejects.toThrow("does not sum to zero");
  });

  it("is never edited", async () => {
    for (const change of ["update posting set amount = 1", "delete from posting", "truncate posting"])
      await expect(rowsOf(change)).rejects.toThrow("permission denied");
    const owner = await platform.database.db("owner");
    await expect(owner.query("truncate posting")).rejects.toThrow("append-only");
    await owner.stop();
  });
});

describe("posting", () => {
  it("stops when the stored rows do not meet the hash-bound batch", async () => {
    const own = await startTestPlatform();
    try {
      await approvedPolicy(own);
      own.sealed.set(agency(1), goodMonth(3));
      const computed = await startRunOf(own);
      const owner = await own.database.db("owner");
      await owner.query("alter table payout no force row level security");
      // One gets a rupiah of another: the sums still agree.
      await owner.query(
        "update payout set gross = gross + d, net = net + d, amount = amount + d from (values ($1::uuid, 1), ($2, -1)) as v (id, d) where person_id = id",
        [person(1), person(2)],
      );
      await owner.stop();
      await expect(payBatch(own, computed)).rejects.toThrow("is not what was computed");
      expect(
        (await own.use.getRun(callBy(maker), { agencyId: agency(1), runId: computed.run.id })).batches[0]?.state,
      ).toBe("CHECKED");
      // The check has committed it, and nothing is owed.
      const totals = await own.use.ledgerTotals(callBy(auditor), { agencyId: agency(1), period });
      expect(totals.map(({ account }) => account)).toEqual(["komitmen.belanja", "komitmen.utang"]);
    } finally {
      await own.stop();
    }
  });
});
