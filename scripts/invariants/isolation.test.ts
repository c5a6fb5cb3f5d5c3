import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { checkResponses, type Isolated } from "./isolation.ts";
import { probesOf, type Route } from "./probes.ts";

const [own, other] = ["00000000-0000-8000-8000-00000000000a", "00000000-0000-8000-8000-00000000000b"];
const [ownUnit, otherUnit] = ["00000000-0000-8000-8000-0000000000a1", "00000000-0000-8000-8000-0000000000b1"];
const letter = "005/OTHER/2026";
const routes: Route[] = [
  { operation: "listUnits", path: "/v1/agencies/{agencyId}/units", query: [{ name: "unitId", isRequired: false }] },
  { operation: "listNotices", path: "/v1/notices", query: [] },
];

/** What a gateway answers to somebody of the agency `own`. */
type Answer = (path: string) => { status: number; body: unknown };

const refused = { status: 404, body: { status: 404, title: "Tidak ditemukan", detail: `${other} tidak ditemukan` } };
const honest: Answer = (path) =>
  path.includes(`/agencies/${other}`) ? refused : { status: 200, body: { units: [], nextPageToken: "" } };

/** An honest gateway but for one call. */
const broken =
  (call: string, body: unknown, status = 200): Answer =>
  (path) =>
    path.includes(call) ? { status, body } : honest(path);

describe("probing for what belongs to another agency", () => {
  let server: Server;
  let answer: Answer = honest;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status, body } = answer(request.url ?? "");
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const check = (behaviour: Answer) => {
    answer = behaviour;
    const isolated: Isolated = {
      routes,
      probers: [{ agencyId: own, who: "an employee", token: "token" }],
      markers: new Map([
        [ownUnit, own],
        [otherUnit, other],
        [letter, other],
      ]),
      objectsOf: () => ({ agencyId: other, unitId: otherUnit }),
    };
    return checkResponses(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, isolated);
  };

  it("asks with the ids of the other agency, and with the own agency and the other's object", () => {
    const paths = probesOf(routes, { agencyId: other, unitId: otherUnit }, own).map(({ path }) => path);
    expect(paths).toEqual([
      `/v1/agencies/${other}/units?unitId=${otherUnit}`,
      `/v1/agencies/${own}/units?unitId=${otherUnit}`,
      "/v1/notices",
    ]);
  });

  it("finds nothing wrong with a gateway that refuses or filters", async () => {
    expect(await check(honest)).toEqual({ checked: 3, violations: 0, examples: [] });
  });

  it("lets everybody see what is their own", async () => {
    expect(await check(broken("/notices", { units: [{ unitId: ownUnit }] }))).toMatchObject({ violations: 0 });
  });

  it.each([
    ["an id in a list of one's own", broken("/notices", { notices: [{ about: otherUnit }] })],
    ["a text in a list of one's own", broken("/notices", { notices: [{ text: `menurut ${letter}` }] })],
    ["figures without any name", broken(`/agencies/${other}`, { people: 7 })],
    ["another's object under the own agency", broken(`/agencies/${own}`, { units: [{ name: "Bidang" }] })],
    ["a refusal that says too much", broken(`/agencies/${other}`, { detail: letter }, 403)],
    ["an answer that is a fault", broken("/notices", {}, 500)],
  ])("notices %s", async (_, behaviour) => {
    expect(await check(behaviour)).toMatchObject({ checked: 3, violations: 1 });
  });
});
