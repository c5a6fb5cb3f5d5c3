import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { must, signInAs } from "./access/cast.ts";
import { faultsOf, type Operation, operations } from "./examples/document.ts";
import { closeConnections, type Reply, send } from "./fuzz/send.ts";
import { openQuietAgency, type Quiet } from "./fuzz/quiet-agency.ts";
import { ask, meOf, newId, platformNow } from "./world.ts";

const limitMs = 60_000;
type Values = Readonly<Record<string, unknown>>;

let quiet: Quiet;
/** What really is there, by the name of its field: an unknown id would be answered "not found" by every call. */
let real: Values;
const answered = new Map<string, number>();

async function recordEntry(token: string, employmentId: string): Promise<string> {
  const id = newId(await platformNow());
  const entry = { id, version: 1, employmentId, workDate: "2026-10-06", kind: "ADDITIONAL", description: "Rapat" };
  type Recorded = { results: { receipt?: { position: string } }[] };
  const { results } = await must<Recorded>("/v1/entries:record", token, { entries: [{ ...entry, minutes: 30 }] });
  await must(`/v1/entries?fromDate=2026-10-06&toDate=2026-10-06&after=${results[0]?.receipt?.position ?? ""}`, token);
  return id;
}

beforeAll(async () => {
  quiet = await openQuietAgency();
  const { employee, superior, officer, agencyId, unitId } = quiet;
  const employmentId = (await meOf(employee.token)).employments[0]?.employmentId ?? "";
  const { skps } = await must<{ skps: { skpId: string }[] }>("/v1/skps?year=2026", employee.token);
  const headers = { "content-type": "application/octet-stream" };
  const raw = "pns_id;nip_baru;nama\r\n;;\r\n";
  const { body } = await ask<{ fileId: string }>("/v1/files", { method: "PUT", raw, token: officer.token, headers });
  real = {
    ...{ agencyId, unitId, employmentId, personId: employee.personId, otherPersonId: superior.personId },
    ...{ personIds: [employee.personId], skpId: skps[0]?.skpId, fileId: body.fileId },
    entryId: await recordEntry(employee.token, employmentId),
  };
}, limitMs);
afterAll(closeConnections);

/** Months that end are past ones, and who gets a code has no password any more. */
const gently: Readonly<Record<string, () => Values>> = {
  closePeriod: () => ({ period: "2026-08" }),
  sealPeriod: () => ({ period: "2026-08" }),
  issueCodes: () => ({ personIds: [quiet.spareId] }),
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function withReal(operation: Operation, values: Values): Values {
  const fitting = { ...real, ...gently[operation.id]?.() } as Values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fitting[name] ?? value]));
}

function bodyOf(operation: Operation): { body?: Buffer; headers: Record<string, string> } {
  if (operation.id === "putFile")
    return { body: Buffer.from("berkas"), headers: { "content-type": "application/octet-stream" } };
  if (operation.body === undefined) return { headers: {} };
  const body = Buffer.from(JSON.stringify(withReal(operation, operation.body)));
  return { body, headers: { "content-type": "application/json" } };
}

function call(operation: Operation, token: string): Promise<Reply> {
  const inPath = withReal(operation, operation.inPath);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(inPath[name])));
  const query = Object.entries(withReal(operation, operation.inQuery)).map(([name, value]) => [name, textOf(value)]);
  const search = new URLSearchParams(query as [string, string][]).toString();
  const { headers, body } = bodyOf(operation);
  return send({
    method: operation.method,
    path: search === "" ? path : `${path}?${search}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

/** The employee first; what is not for employees, the superior and then the officer. */
async function answersOf(operation: Operation): Promise<Reply[]> {
  const { employee, superior, officer } = quiet;
  if (operation.id === "signOut") return [await call(operation, (await signInAs(superior.nip)).token)];
  const replies: Reply[] = [];
  for (const { token } of [employee, superior, officer]) {
    replies.push(await call(operation, token));
    if (replies.at(-1)?.status === 200) break;
  }
  return replies;
}

describe("the example of", () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))(
    "%s is answered as docs/openapi.yaml says",
    async (id, operation) => {
      for (const { status, headers, body } of await answersOf(operation)) {
        answered.set(id, status);
        const isJson = headers["content-type"]?.startsWith(`application/${status === 200 ? "" : "problem+"}json`);
        expect(isJson).toBe(true);
        const answer = JSON.parse(body.toString()) as { code?: string };
        expect([status, answer.code, faultsOf(operation, status, answer)]).toEqual([status, answer.code, []]);
      }
    },
    limitMs,
  );

  it("each operation is one that was called, and many succeeded", () => {
    const succeeded = [...answered].filter(([, status]) => status === 200);
    expect(answered.size).toBe(operations.length);
    expect(answered.size).toBeGreaterThan(90);
    expect(succeeded.length).toBeGreaterThan(50);
  });
});

describe("the judge of answers", () => {
  const keys = operations.find(({ id }) => id === "getMe") as Operation;
  it.each([
    ["a field that is missing", 400, { type: "/problems/X" }],
    ["a field that nobody was told of", 200, { surprise: 1 }],
    ["a status that is not described", 204, {}],
  ])("notices %s", (_, status, answer) => {
    expect(() => {
      if (faultsOf(keys, status, answer).length > 0) throw new Error("noticed");
    }).toThrow();
  });
});
