import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type Actor, must, signInAs } from "./access/cast.ts";
import { faultsOf, type Operation, operations } from "./examples/document.ts";
import { expected } from "./examples/expected.ts";
import { prepare, type Prepared, type Values } from "./examples/prepare.ts";
import { closeConnections, type Reply, send } from "./fuzz/send.ts";
import { told } from "./world.ts";

const limitMs = 60_000;

let prepared: Prepared;
const answered = new Map<string, number>();

beforeAll(async () => {
  prepared = await prepare();
}, limitMs);
afterAll(async () => {
  // Other tests of this world sign in as everybody by the one password.
  const { token } = prepared.changer;
  const [oldPassword, newPassword] = [operations.find(({ id }) => id === "changePassword")?.body?.["newPassword"], told("PASSWORD")]; // prettier-ignore
  await must("/v1/auth:changePassword", token, { oldPassword, newPassword });
  closeConnections();
});

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The example with what really is there in the place of its ids. */
function withReal({ id }: Operation, values: Values): Values {
  const fitting: Values = { ...prepared.real, ...prepared.ofOperation[id] };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fitting[name] ?? value]));
}

function bodyOf(operation: Operation): { body?: Buffer; headers: Record<string, string> } {
  if (operation.id === "putFile")
    return { body: Buffer.from("berkas"), headers: { "content-type": "application/octet-stream" } };
  if (operation.body === undefined) return { headers: {} };
  const body = Buffer.from(JSON.stringify(withReal(operation, operation.body)));
  return { body, headers: { "content-type": "application/json" } };
}

function call(operation: Operation, { token }: Actor): Promise<Reply> {
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

/** Answers that only say "not you": then the next one tries. */
const isDoor = ({ status, body }: Reply): boolean =>
  status === 403 || (status === 404 && (JSON.parse(body.toString()) as { code: string }).code === "NOT_FOUND");

async function callersOf(id: string): Promise<readonly Actor[]> {
  if (id === "signOut") return [await signInAs(prepared.superior.nip)];
  if (id === "confirmSiteGrant") return [prepared.siteOfficer];
  if (id === "changePassword") return [prepared.changer];
  // The employee heads nothing, and would be answered so instead of at the door.
  return id === "saveRoleMatrix" ? [prepared.superior] : prepared.callers;
}

/** The employee first; what is not for employees, the superior, then the officers. */
async function answersOf(operation: Operation): Promise<Reply[]> {
  const callers = await callersOf(operation.id);
  const replies: Reply[] = [];
  for (const caller of callers) {
    const reply = await call(operation, caller);
    replies.push(reply);
    if (!isDoor(reply)) break;
  }
  return replies;
}

interface Answer {
  readonly status: number;
  readonly code: string;
}

function judge(operation: Operation, { status, headers, body }: Reply): Answer {
  const isFile = operation.id === "exportRun" && status === 200;
  const isJson = headers["content-type"]?.startsWith(`application/${status === 200 ? "" : "problem+"}json`);
  expect(isJson || isFile).toBe(true);
  const answer = JSON.parse(body.toString()) as { code?: string };
  const { code = "" } = answer;
  expect([status, code, faultsOf(operation, status, answer)]).toEqual([status, code, []]);
  return { status, code };
}

/** Before what makes an import stale or a code old, and after what has to be so first. */
const early = ["applyImport", "activate"];
const late = ["approvePolicy", "activatePolicy"];
const rank = ({ id }: Operation): number => (early.includes(id) ? -1 : late.indexOf(id) + 1);
const inOrder = operations.toSorted((a, b) => rank(a) - rank(b));

describe("the example of", () => {
  it.each(inOrder.map((operation) => [operation.id, operation] as const))(
    "%s succeeds, or is refused as it must be here",
    async (id, operation) => {
      const answers = (await answersOf(operation)).map((reply) => judge(operation, reply));
      const last = answers.at(-1);
      answered.set(id, last?.status ?? 0);
      const { status, code } = expected[id] ?? { status: 200, code: "" };
      expect(last).toEqual({ status, code });
    },
    limitMs,
  );

  it("each operation is one that was called, and each that was expected to be refused is one", () => {
    expect(answered.size).toBe(operations.length);
    expect(Object.keys(expected).filter((id) => !answered.has(id))).toEqual([]);
    expect([...answered].filter(([, status]) => status === 200).length).toBeGreaterThan(70);
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
