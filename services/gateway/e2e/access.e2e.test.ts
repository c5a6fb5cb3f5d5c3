import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "@jest/globals";
import { ownContract, type Rpc } from "@kinerja/common/edge";

import { type AccessTable, type Outcome, readAccessTable } from "../../common/src/testing/access-table.ts";
import { type Actor, openCast } from "./access/cast.ts";
import { callMethod, methodNames } from "./access/methods.ts";
import { evidenceId, makeObjects, type Objects } from "./access/objects.ts";
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
  GetPayslip: { period: "2026-07" },
  GetLedgerTotals: { period: "2026-07" },
  SaveSkp: { expectedVersion: 90_000 },
  SubmitSkp: { expectedVersion: 90_000 },
  ReturnSkp: { expectedVersion: 90_000 },
  SetSkp: { expectedVersion: 90_000 },
  CheckRun: { sha256: "0".repeat(64) },
  ApproveRun: { sha256: "0".repeat(64) },
  SettleRun: { reference: "SP2D-1" },
  HoldPerson: { reason: "Diperiksa" },
  GiveFeedback: { period: "2026-10" },
  FinishTask: { expectedVersion: 900 },
  ConfirmTask: { expectedVersion: 900 },
  ReturnTask: { expectedVersion: 900 },
  CancelTask: { expectedVersion: 900 },
  GetEvidence: { fileId: evidenceId },
  GetObjectionEvidence: { fileId: evidenceId, agencyId: "" },
  GetAttendanceEvidence: { fileId: evidenceId },
  FileObjection: { period: "2026-07" },
  ProposeReopening: { period: "2027-01" },
};

const rowOf = (name: string): Readonly<Record<string, string>> => table.get(name) ?? {};

/** Calls that end what others need come last. */
const lateCalls = ["ReviseSkp", "EndSession", "SignOut"];

/** Reads about a person name whom; the example asks for the own. */
const aboutPerson = new Set(["ListEntries", "GetMonth", "GetEntryHistory", "GetActionPlan", "ListSkps", "GetEvaluation", "GetStatement", "GetPayslip", "ListTasks", "GetEvidence", "SimulateMonth", "ListAttendanceHistory", "GetAttendanceEvidence", "ListShiftDays"]); // prettier-ignore

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Acts on a person that would change what others here may do are done to a bystander. */
const toBystander = new Set(["IssueCodes", "ProposeGrant", "SetRelation"]);
const bystander = (): Record<string, unknown> => {
  const { personId } = cast["bystander"] ?? { personId: "" };
  return { personId, personIds: [personId], otherPersonId: cast["colleague"]?.personId, kind: "TEAM_LEAD" };
};

/** What one call alone is given. */
function ofCall(name: string): object {
  if (name === "ConfirmSiteGrant") return objects["siteGrant"] as object;
  const off = { personId: objects["personId"], date: "2026-10-31", kind: "OFF" };
  return name === "SetShiftDays" ? { days: [off] } : {};
}

let guesses = 0;

function requestFor(rpc: Rpc): { method: string; path: string; body?: unknown } {
  const example = JSON.parse(rpc.example ?? "{}") as Record<string, unknown>;
  const seen = [{ entryId: objects["entryId"], version: 1 }];
  // Nobody's, and never the same twice: guesses at one number are slowed down.
  const nip = `198703142011012${String(900 + (guesses++ % 100))}`;
  const others = toBystander.has(rpc.name) ? bystander() : {};
  const known = { ...objects, seen, nip, ...others, ...ofCall(rpc.name) } as Record<string, unknown>;
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
const afterTheDoor = new Set(["FILE_UNKNOWN", "EXPORT_UNKNOWN", "EMPLOYMENT_UNKNOWN", "HOLIDAY_UNKNOWN", "INDICATOR_UNKNOWN", "FACT_UNKNOWN", "HOLD_UNKNOWN"]); // prettier-ignore
const refusedSecrets = new Set(["SIGN_IN_FAILED", "CODE_INVALID", "REFRESH_INVALID", "PASSWORD_WRONG"]);

/** Who works nowhere has no evaluation: not found is said after the door, too. */
const hasNone = new Set(["RecordRealisation by siteOfficer"]);
/** Nobody but the employee has been paid; everybody may object to what they have. */
const noStatement = new Set(["STATEMENT_UNKNOWN", "OBJECTION_LINE_UNKNOWN"]);

/** Who checked or approved the month may answer objections, but not to the own batch. */
const isOwnBatch = (cell: string, code: string): boolean =>
  cell.startsWith("AnswerObjection by") && code === "SAME_PERSON";

const isNotThere = (cell: string, code: string): boolean =>
  hasNone.has(cell) || (cell.startsWith("FileObjection by") && noStatement.has(code));

const isSaidInside = (cell: string, status: number, code: string): boolean =>
  isOwnBatch(cell, code) || (status === 404 && isNotThere(cell, code));

function outcomeOf({ status, body }: Answer, cell: string): Outcome {
  const { code = "" } = body as { code?: string };
  if (isSaidInside(cell, status, code)) return "allowed";
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
      found[who] = outcomeOf(answer, `${rpc.name} by ${who}`);
    } catch (thrown) {
      found[who] = String(thrown);
    }
  }
  return found;
}

// Before the matrix, at whose end everybody signs out.
describe("calls without an address over HTTP", () => {
  const [byPerson, byCertificate] = [readAccessTable("method"), readAccessTable("certificate")];
  const askedBy: Readonly<Record<string, string>> = { ResolveNips: "activity", RecordEntryStream: "gateway" };
  const cellsOf = (row: Readonly<Record<string, Outcome>> = {}) => Object.keys(row);

  it.each(methodNames)(
    "%s answers everybody as docs/access.md says",
    async (name) => {
      const as = askedBy[name] ?? "allowance";
      const found: Record<string, Outcome> = {};
      for (const who of cellsOf(byPerson.get(name)))
        found[who] = await callMethod(name, { as, token: cast[who]?.token, objects });
      expect(found).toEqual(byPerson.get(name));
    },
    limitMs,
  );

  it.each(methodNames)(
    "%s answers each service as docs/access.md says",
    async (name) => {
      const found: Record<string, Outcome> = {};
      for (const as of cellsOf(byCertificate.get(name)))
        found[as] = await callMethod(name, {
          as,
          token: cast[name === "ResolveNips" ? "officer" : "checker"]?.token,
          objects,
        });
      expect(found).toEqual(byCertificate.get(name));
    },
    limitMs,
  );
});

describe("the access matrix", () => {
  const early = calls.filter(({ name }) => !lateCalls.includes(name));
  const late = lateCalls.flatMap((name) => calls.filter((rpc) => rpc.name === name));
  it.each([...early, ...late].map((rpc) => [rpc.name, rpc] as const))(
    "%s answers everybody as docs/access.md says",
    async (name, rpc) => expect(await outcomes(rpc)).toEqual(rowOf(name)),
    limitMs,
  );
});

describe("docs/access.md", () => {
  const cellsIn = (rows: AccessTable): number =>
    [...rows.values()].reduce((sum, row) => sum + Object.keys(row).length, 0);

  it("has all calls of the contract, and says how many cells were run here", () => {
    const tables = [readAccessTable(), readAccessTable("method"), readAccessTable("certificate")] as const;
    const [overHttp, byPerson, byCertificate] = tables;
    const without = ownContract().rpcs.filter(({ bindings }) => bindings.length === 0);
    expect([...byPerson.keys()].sort()).toEqual(without.map(({ name }) => name).sort());
    expect([...byCertificate.keys()].sort()).toEqual([...byPerson.keys()].sort());
    expect(calls).toHaveLength(overHttp.size);
    const counts = tables.map((rows) => cellsIn(rows).toLocaleString("en"));
    expect(readFileSync(join(__dirname, "../../../docs/access.md"), "utf8")).toContain(
      `${counts[0]} cells over HTTP, ${counts[1]} by person and ${counts[2]} by certificate over gRPC`,
    );
  });
});
