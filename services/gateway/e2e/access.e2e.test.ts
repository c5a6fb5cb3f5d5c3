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
  GetPeriod: { period: "2026-07" },
  GetSealedPeriod: { period: "2026-07" },
  GetStatement: { period: "2026-07" },
  GetLedgerTotals: { period: "2026-07" },
  SaveSkp: { expectedVersion: 90_000 },
  SubmitSkp: { expectedVersion: 90_000 },
  ReturnSkp: { expectedVersion: 90_000 },
  SetSkp: { expectedVersion: 90_000 },
  CheckRun: { sha256: "0".repeat(64) },
  ApproveRun: { sha256: "0".repeat(64) },
  GiveFeedback: { period: "2026-10" },
};

/** Offices that no officer of an agency can grant: the decision function alone is asked about them. */
const notGranted = new Set(["operator", "operations"]);
/** The employee sees the statement when it is posted; this run is not. */
const notYet = new Set(["GetStatement by self"]);
const rowOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(table.get(name) ?? {}).filter(([who]) => !notGranted.has(who) && !notYet.has(`${name} by ${who}`)),
  );

/** Calls that end what others need come last. */
const lateCalls = ["ReviseSkp", "EndSession", "SignOut"];

/** Reads about a person name whom; the example asks for the own. */
const aboutPerson = new Set(["ListEntries", "GetMonth", "GetEntryHistory", "GetActionPlan", "ListSkps", "GetEvaluation", "GetStatement"]); // prettier-ignore

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Acts on a person that would change what others here may do are done to a bystander. */
const toBystander = new Set(["IssueCodes", "ProposeGrant", "SetRelation"]);
const bystander = (): Record<string, unknown> => {
  const { personId } = cast["bystander"] ?? { personId: "" };
  return { personId, personIds: [personId], otherPersonId: cast["colleague"]?.personId, kind: "TEAM_LEAD" };
};

let guesses = 0;

function requestFor(rpc: Rpc): { method: string; path: string; body?: unknown } {
  const example = JSON.parse(rpc.example ?? "{}") as Record<string, unknown>;
  const seen = [{ entryId: objects["entryId"], version: 1 }];
  // Nobody's, and never the same twice: guesses at one number are slowed down.
  const nip = `198703142011012${String(900 + (guesses++ % 100))}`;
  const known = { ...objects, seen, nip, ...(toBystander.has(rpc.name) ? bystander() : {}) } as Record<string, unknown>;
  const named = { ...example, ...(aboutPerson.has(rpc.name) ? { personId: "" } : {}) };
  const filled = Object.entries({ ...named, ...gently[rpc.name] }).map(([name, value]) => [name, known[name] ?? value]);
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

/** Said after the door: what the request names is not there. All other answers of 404 are the door. */
const afterTheDoor = new Set(["FILE_UNKNOWN", "EMPLOYMENT_UNKNOWN", "HOLIDAY_UNKNOWN", "INDICATOR_UNKNOWN"]);
const refusedSecrets = new Set(["SIGN_IN_FAILED", "CODE_INVALID", "REFRESH_INVALID", "PASSWORD_WRONG"]);

function outcomeOf({ status, body }: Answer): Outcome {
  const { code = "" } = body as { code?: string };
  if (code === "TOKEN_MISSING") return "unauthenticated";
  if (refusedSecrets.has(code) || afterTheDoor.has(code) || [200, 409, 422].includes(status)) return "allowed";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  throw new Error(`${status}: ${JSON.stringify(body)}`);
}

async function outcomes(rpc: Rpc): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const who of Object.keys(rowOf(rpc.name))) {
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
    async (name, rpc) => expect(await outcomes(rpc)).toEqual(rowOf(name)),
    limitMs,
  );

  it("has run every cell", () => {
    const cells = [...table.keys()].reduce((sum, name) => sum + Object.keys(rowOf(name)).length, 0);
    expect(cells).toBeGreaterThan(1_400);
    expect(calls).toHaveLength(table.size);
  });
});
