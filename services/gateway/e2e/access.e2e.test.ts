import { beforeAll, describe, expect, it } from "@jest/globals";
import { ownContract, type Rpc } from "@kinerja/common/edge";

import { type Outcome, readAccessTable } from "../../common/src/testing/access-table.ts";
import { type Actor, openCast } from "./access/cast.ts";
import { makeObjects, type Objects } from "./access/objects.ts";
import { type Answer, ask } from "./world.ts";

const limitMs = 120_000;
const table = readAccessTable();
const calls = ownContract().rpcs.filter(({ bindings, name }) => bindings.length > 0 && table.has(name));

let cast: Readonly<Record<string, Actor>>;
let objects: Objects;

beforeAll(async () => {
  cast = await openCast();
  objects = await makeObjects(cast);
}, limitMs);

/** What a call is given so that it goes through the door and changes nothing that another cell needs. */
const gently: Readonly<Record<string, object>> = {
  ClosePeriod: { period: "2027-01" },
  SealPeriod: { period: "2027-01" },
  StartRun: { period: "2027-01" },
  GetPeriod: { period: "2026-09" },
  GetSealedPeriod: { period: "2026-09" },
  GetStatement: { period: "2026-09" },
  GetLedgerTotals: { period: "2026-09" },
  SaveSkp: { expectedVersion: 90_000 },
  SubmitSkp: { expectedVersion: 90_000 },
  ReturnSkp: { expectedVersion: 90_000 },
  SetSkp: { expectedVersion: 90_000 },
  CheckRun: { sha256: "0".repeat(64) },
  ApproveRun: { sha256: "0".repeat(64) },
};

/** Calls that end what others need come last. */
const lateCalls = ["ReviseSkp", "EndSession", "SignOut"];

/** Reads about a person name whom; the example asks for the own. */
const aboutPerson = new Set(["ListEntries", "GetMonth", "GetEntryHistory", "GetActionPlan", "ListSkps", "GetEvaluation", "GetStatement"]); // prettier-ignore

const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

function requestFor(rpc: Rpc): { method: string; path: string; body?: unknown } {
  const example = JSON.parse(rpc.example ?? "{}") as Record<string, unknown>;
  const named = { ...example, ...(aboutPerson.has(rpc.name) ? { personId: "" } : {}) };
  const filled = Object.entries({ ...named, ...gently[rpc.name] }).map(([name, value]) => [
    name,
    objects[name] ?? value,
  ]);
  const values = new Map(filled as [string, unknown][]);
  const { method = "", template = "" } = rpc.bindings[0] ?? {};
  const path = template.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
    const name = field.replaceAll(/_(\w)/g, (__, letter: string) => letter.toUpperCase());
    const value = textOf(values.get(name));
    values.delete(name);
    return value;
  });
  if (method !== "GET") return { method, path, body: Object.fromEntries(values) };
  const query = new URLSearchParams([...values].map(([name, value]): [string, string] => [name, textOf(value)]));
  return { method, path: query.size > 0 ? `${path}?${query.toString()}` : path };
}

function outcomeOf({ status, body }: Answer): Outcome {
  const { code } = body as { code?: string };
  if (status >= 500 || status === 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
  if (status === 401 && code === "TOKEN_MISSING") return "unauthenticated";
  if (status === 403) return "forbidden";
  return status === 404 && code === "NOT_FOUND" ? "not-found" : "allowed";
}

async function outcomes(rpc: Rpc): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const who of Object.keys(table.get(rpc.name) ?? {})) {
    const { path, ...rest } = requestFor(rpc);
    const actor = cast[who];
    const answer = await ask(path, { ...rest, ...(actor === undefined ? {} : { token: actor.token }) });
    try {
      found[who] = outcomeOf(answer);
    } catch (thrown) {
      found[who] = String(thrown);
    }
  }
  return found;
}

describe("the access matrix", () => {
  const early = calls.filter(({ name }) => !lateCalls.includes(name));
  const late = lateCalls.flatMap((name) => calls.filter((rpc) => rpc.name === name));
  it.each([...early, ...late].map((rpc) => [rpc.name, rpc] as const))(
    "%s answers everybody as docs/access.md says",
    async (name, rpc) => expect(await outcomes(rpc)).toEqual(table.get(name)),
    limitMs,
  );

  it("has run every cell", () => {
    const cells = [...table.values()].reduce((sum, row) => sum + Object.keys(row).length, 0);
    expect(cells).toBeGreaterThan(1_500);
    expect(calls).toHaveLength(table.size);
  });
});
