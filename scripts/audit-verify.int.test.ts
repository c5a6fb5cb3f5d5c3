import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { appendAudit, sealBatch } from "@kinerja/common/audit";
import { noScope, openClient } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { to as copyTo } from "pg-copy-streams";

jest.setTimeout(60_000);

const dir = mkdtempSync(join(tmpdir(), "audit-"));
let database: TestDatabase;
let exported = "";

const run = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, "audit-verify.ts"), ...args], { env: { PATH: "" } });

/** As a database administrator writes it out; the sealer may read both tables. */
async function writeOut(): Promise<string> {
  const client = await openClient(database.url("sealer"), "test");
  const csv = await text(client.query(copyTo((await run("--sql")).stdout)));
  await client.end();
  return csv;
}

async function act(actions: readonly string[]): Promise<void> {
  const app = await database.db("app");
  const at = new Date("2026-11-05T03:00:00.123Z");
  await app.transaction(noScope, async (tx) => {
    for (const action of actions)
      await appendAudit(tx, {
        ...{ at, actor: "system/test", role: "", action, resource: "run", requestId: "a,b", detail: { says: 'he said "no",\nand left' } },
      });
  });
  await app.stop();
} // prettier-ignore

beforeAll(async () => {
  database = await testDatabase("allowance");
  const sealer = await database.db("sealer");
  await act(["draft", "review", "approve"]);
  await sealBatch(sealer);
  await act(["start"]);
  await sealBatch(sealer);
  await sealer.stop();
  exported = await writeOut();
});
afterAll(async () => {
  await database.drop();
  rmSync(dir, { recursive: true });
});

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function verify(csv: string, ...more: string[]): Promise<Said> {
  const file = join(dir, "audit.csv");
  writeFileSync(file, csv);
  return run(file, ...more).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Said,
  );
}

const lines = (): string[] => exported.split(/(?<=\n)(?=\d|$)/);
const headOf = ({ stdout }: Said): string => /head ([0-9a-f]{64})/.exec(stdout)?.[1] ?? "";

describe("an audit verified offline", () => {
  it("holds as it was written out, and says through which head it goes", async () => {
    const said = await verify(exported);
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(said.stdout).toMatch(/^4 links, head [0-9a-f]{64}, 0 rows not sealed yet\nthe chain holds\n$/);
    expect(await verify(exported, "--head", headOf(said))).toMatchObject({ code: 0 });
  });

  it.each([
    ["a changed cell", () => exported.replace("review", "viewed"), "link 2: ROW_CHANGED"],
    ["an empty text for nothing", () => exported.replace(",,,", ',"",,'), "link 1: ROW_CHANGED"],
    ["a link that is gone", () => lines().toSpliced(2, 1).join(""), "link 3: CHAIN_BROKEN"],
    ["a row that is gone", () => exported.replace(/^(2,[0-9a-f]+,[0-9a-f]+),[^]*?\n(?=3,)/m, "$1,,,,,,,,,,\n"), "link 2: ROW_MISSING"],
    ["a chain without its beginning", () => lines().toSpliced(1, 1).join(""), "link 2: CHAIN_BROKEN"],
    ["no chain at all", () => lines()[0] ?? "", "there is no chain"],
  ])("does not hold with %s", async (_, forge, fault) => {
    const said = await verify(forge());
    expect(said.code).toBe(1);
    expect(said.stdout).toContain(fault);
    expect(said.stdout).toContain("THE CHAIN DOES NOT HOLD");
  }); // prettier-ignore

  it("does not go through a head that was noted before its end was cut off", async () => {
    const head = headOf(await verify(exported));
    const short = lines().toSpliced(4, 1).join("");
    expect((await verify(short)).code).toBe(0);
    const said = await verify(short, "--head", head);
    expect(said).toMatchObject({ code: 1 });
    expect(said.stdout).toContain("it was cut short");
  });

  it("tells rows that wait for the sealer from rows that were put beside the chain", async () => {
    await act(["check"]);
    const fresh = await writeOut();
    expect((await verify(fresh)).stdout).toContain("1 rows not sealed yet");
    const old = fresh.replace(/^(,,,)[0-9a-f]{8}/m, "$100000001");
    expect((await verify(old)).stdout).toContain("ROW_UNSEALED");
  });

  it("says when a file is no export", async () => {
    const said = await verify("a,b\n1,2\n");
    expect(said.code).toBe(2);
    expect(said.stderr).toContain("this is not an export of an audit");
  });
});
