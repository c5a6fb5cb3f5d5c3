import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import {
  DirectoryServiceClient,
  DirectoryServiceService,
  GetFactsResponse,
  RelationKind,
  Role,
} from "@kinerja/proto/identity/v1/directory_service";

import { makeCertificates } from "../../../../scripts/parts/certificates.ts";
import { Refusal } from "../errors/index.ts";
import { connect, readTls, unary } from "../grpc/index.ts";
import { serveForTest, type Served } from "../testing/grpc.ts";
import { type Asker } from "./facts-from.ts";
import { agenciesOf, factsFrom, heldRoles, relationsTo, roleIn } from "./index.ts";

const [agency, other] = ["00000000-0000-8000-8000-000000000001", "00000000-0000-8000-8000-000000000002"];
const known = GetFactsResponse.fromPartial({
  roles: [
    { role: Role.PERSONNEL_OFFICER, agencyId: agency },
    { role: Role.AUDITOR, agencyId: "" },
    { role: Role.UNSPECIFIED, agencyId: agency },
  ],
  relations: [
    { personId: "b", kind: RelationKind.TEAM_LEAD },
    { personId: "c", kind: RelationKind.SUPERIOR },
    { personId: "b", kind: RelationKind.UNSPECIFIED },
  ],
  agencies: [{ personId: "b", agencyIds: [agency, other] }],
  ownAgencyIds: [agency],
});

describe("facts are read as the decision table names them", () => {
  it("roles, of an agency or of the whole site", () =>
    expect(heldRoles(known)).toEqual([{ role: "PERSONNEL_OFFICER", agencyId: agency }, { role: "AUDITOR" }]));

  it("what the asker is to a person, and where that person works", () => {
    expect([relationsTo(known, "b"), relationsTo(known, "c"), relationsTo(known, "d")]).toEqual([
      ["team-lead"],
      ["superior"],
      [],
    ]);
    expect([agenciesOf(known, "b"), agenciesOf(known, undefined)]).toEqual([[agency, other], []]);
  });

  it.each([
    ["the relation before all", { relations: ["acting"], self: true }, "acting"],
    ["a role that holds here", { objectAgencies: [agency] }, "PERSONNEL_OFFICER"],
    ["a role that holds everywhere", { objectAgencies: [other] }, "AUDITOR"],
    ["the person", { roles: [], self: true }, "self"],
    ["nobody", { roles: [] }, "none"],
  ] as const)("as what somebody acts: %s", (_, given, role) =>
    expect(
      roleIn({ roles: heldRoles(known), relations: [], self: false, objectAgencies: [], ownAgencies: [], ...given }),
    ).toBe(role),
  );
});

describe("facts are asked of identity", () => {
  let dir: string;
  let served: Served;
  let client: DirectoryServiceClient;
  let asked: { token: string | undefined; personIds: readonly string[] }[];
  let isDown = false;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "access-"));
    await makeCertificates(dir, "jt", ["identity", "activity"]);
    const getFacts = unary<{ personIds: string[] }, unknown>(({ personIds }, { subject }) => {
      asked.push({ token: subject?.token, personIds });
      return isDown ? Promise.reject(new Refusal("unavailable", "SERVICE_UNAVAILABLE")) : Promise.resolve(known);
    });
    served = await serveForTest(readTls(dir, "identity"), [[DirectoryServiceService, { getFacts }]]);
    client = connect(DirectoryServiceClient, served.address, readTls(dir, "activity"));
  });
  beforeEach(() => {
    asked = [];
    isDown = false;
  });
  afterAll(async () => {
    client.close();
    await served.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const asker = (personId: string): Asker => ({ personId, token: "access", requestId: "0".repeat(32) });

  it("in the asker's name, each time for acts", async () => {
    const factsFor = factsFrom(client);
    for (let count = 0; count < 2; count++)
      expect(relationsTo(await factsFor(asker("a"), ["b"], "fresh"), "b")).toEqual(["team-lead"]);
    expect(asked).toEqual(Array(2).fill({ token: "access", personIds: ["b"] }));
  });

  it("once in a few seconds for reads, by asker and people", async () => {
    const factsFor = factsFrom(client);
    const asks = [["a", "b"], ["a", "b"], ["a", "c"], ["x", "b"]] as const; // prettier-ignore
    for (const [who, whom] of asks) await factsFor(asker(who), [whom], "recent");
    expect(asked).toHaveLength(3);
    await factsFor(asker("a"), ["b"], "fresh");
    expect(asked).toHaveLength(4);
  });

  it("again when the last answer was none", async () => {
    const factsFor = factsFrom(client);
    isDown = true;
    await expect(factsFor(asker("a"), ["b"], "recent")).rejects.toMatchObject({ kind: "unavailable" });
    isDown = false;
    await expect(factsFor(asker("a"), ["b"], "recent")).resolves.toBeDefined();
  });
});
