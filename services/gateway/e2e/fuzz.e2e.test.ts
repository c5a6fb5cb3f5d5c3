import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { ownContract, type Route, routeTable } from "@kinerja/common/edge";
import fc from "fast-check";

import { codeOf, faultOf, told as inOneLine } from "./fuzz/judge.ts";
import { openQuietAgency, type Quiet } from "./fuzz/quiet-agency.ts";
import { apply, spoilt, wireOf, type Wrong, wrongs } from "./fuzz/requests.ts";
import { closeConnections, send, sendBytes, type Wire } from "./fuzz/send.ts";
import { type KnownIds, validRequests } from "./fuzz/valid.ts";
import { ask, meOf, told } from "./world.ts";

/** Another one each day, so that runs do not ask the same for ever: 20261007. */
const seedOfDay = Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
/** A failure is repeated by FUZZ_SEED, which its message names; FUZZ_RUNS makes it longer. */
const seed = Number(process.env["FUZZ_SEED"] ?? seedOfDay);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 12);
const limitMs = 120_000;

const contract = ownContract();
const { routes } = routeTable(contract);
const codes = new Set<string>();
const servedRoutes = new Set<string>();
let quiet: Quiet;
let known: KnownIds;
/** Nobody of another agency: whom the officer of the whole site reaches, other tests need. */
let knownHere: KnownIds;
let headersOf: Readonly<Record<Who, Wire["headers"]>>;

const strangers = ["nobody", "forger", "garbage"] as const;
type Who = "employee" | "officer" | "siteOfficer" | (typeof strangers)[number];

beforeAll(async () => {
  quiet = await openQuietAgency();
  const { employments } = await meOf(quiet.employee.token);
  known = {
    agencyId: [quiet.agencyId, quiet.strangerAgencyId],
    personId: [quiet.employee.personId, quiet.superior.personId, quiet.strangerId],
    personIds: [quiet.spareId, quiet.strangerId],
    otherPersonId: [quiet.superior.personId, quiet.strangerId],
    employmentId: employments.map(({ employmentId }) => employmentId),
    unitId: [quiet.unitId],
    period: ["2027-01"],
    year: ["2026"],
  };
  const others = new Set([quiet.strangerId, quiet.strangerAgencyId]);
  knownHere = Object.fromEntries(
    Object.entries(known).map(([name, ids]) => [name, ids.filter((id) => !others.has(id))]),
  );
  const bearer = (token: string): Wire["headers"] => ({ authorization: `Bearer ${token}` });
  const [head = "", claims = ""] = quiet.employee.token.split(".");
  headersOf = {
    employee: bearer(quiet.employee.token),
    officer: bearer(quiet.officer.token),
    siteOfficer: bearer(quiet.siteOfficer.token),
    nobody: {},
    forger: bearer(`${head}.${claims}.${"A".repeat(86)}`),
    garbage: bearer("%00\u00ff..=="),
  };
}, limitMs);
afterAll(closeConnections);

/** Who signs out is signed out: for that call nobody's real token is used. */
function callersOf({ rpc }: Route): fc.Arbitrary<Who> {
  const unknown = fc.constantFrom<Who>(...strangers);
  if (rpc.name === "SignOut") return unknown;
  const real = fc.constantFrom<Who>("employee", "officer");
  return fc.oneof({ arbitrary: real, weight: 4 }, { arbitrary: unknown, weight: 1 });
}

/** Days off without an agency are the whole country's, and so other tests'. */
const local = ({ rpc }: Route, valid: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  rpc.name.endsWith("Holiday") ? valid.map((value) => ({ agencyId: quiet.agencyId, ...value })) : valid;

interface Case {
  readonly who: Who;
  readonly value: object;
  readonly wrong: Wrong | null;
}

function casesOf(route: Route): fc.Arbitrary<Case> {
  const valid = validRequests(contract, known)(route.rpc.input);
  const here = local(route, validRequests(contract, knownHere)(route.rpc.input));
  const who = callersOf(route);
  const siteOfficer = fc.constant<Who>(route.rpc.name === "SignOut" ? "nobody" : "siteOfficer");
  return fc.oneof(
    fc.record({ who: siteOfficer, value: here, wrong: fc.constant(null) }),
    fc.record({ who, value: valid, wrong: fc.constant(null) }),
    fc.record({ who, value: spoilt(valid), wrong: fc.constant(null) }),
    fc.record({ who, value: valid, wrong: wrongs }),
  );
}

async function judge(route: Route, { who, value, wrong }: Case): Promise<void> {
  const right = wireOf(route, value as Record<string, unknown>, headersOf[who]);
  const wire = wrong === null ? right : apply(right, wrong);
  const reply = await send(wire);
  const fault = faultOf(wire, reply);
  if (fault !== undefined)
    throw new Error(`FUZZ_SEED=${seed}: ${fault}: ${inOneLine(wire)}\n${reply.body.toString().slice(0, 1_000)}`);
  if (reply.status === 200) servedRoutes.add(route.path);
  const code = codeOf(reply);
  if (code !== undefined) codes.add(code);
}

describe(`the edge under requests from seed ${seed}`, () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "%s never breaks",
    (_, route) =>
      fc.assert(
        fc.asyncProperty(casesOf(route), (one) => judge(route, one)),
        { numRuns, seed },
      ),
    limitMs,
  );

  it.each([
    ["no HTTP at all", "\u0016\u0003\u0001\r\n\r\n", 400],
    ["a request line without an address", "GET\r\n\r\n", 400],
    ["headers that are too long", `GET /v1/me HTTP/1.1\r\nHost: x\r\nX-A: ${"x".repeat(40_000)}\r\n\r\n`, 431],
    ["two lengths", "POST /v1/auth:signIn HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}", 400],
    ["a length and chunks", "POST /v1/auth:signIn HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
    ["a broken chunk", "POST /v1/auth:signIn HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400],
  ])("%s is a problem too", async (_, bytes, status) => {
    const answer = await sendBytes(Buffer.from(bytes, "latin1"));
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain("content-type: application/problem+json");
    const [, body = ""] = answer.split("\r\n\r\n");
    const problem = JSON.parse(body) as { status: number; code: string };
    expect(problem.status).toBe(status);
    codes.add(problem.code);
  }); // prettier-ignore

  it("came through to many services, met many kinds of no, and each has its page", async () => {
    expect(servedRoutes.size).toBeGreaterThan(15);
    expect(codes.size).toBeGreaterThan(15);
    const pages = await Promise.all([...codes].map(async (code) => (await ask(`/problems/${code}`)).status));
    expect(pages.filter((status) => status !== 200)).toEqual([]);
  });

  it("left every service ready", async () => {
    const environments = JSON.parse(told("ENVIRONMENTS")) as Record<string, { HTTP_PORT: string }>;
    const ready = await Promise.all(
      Object.entries(environments).map(async ([name, { HTTP_PORT }]) => {
        const answer = await fetch(`http://127.0.0.1:${HTTP_PORT}/readyz`);
        return [name, answer.status];
      }),
    );
    expect(Object.fromEntries(ready)).toEqual(Object.fromEntries(Object.keys(environments).map((name) => [name, 200])));
  });
});
