import { readFileSync } from "node:fs";

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { authzByPath } from "../grpc/authz.ts";
import { can, type Facts, policy, type RelationKind, type Role } from "./index.ts";

const [here, there] = ["agency-here", "agency-there"];
const stranger: Facts = { roles: [], relations: [], self: false, objectAgencies: [here], ownAgencies: [there] };
const colleague: Facts = { ...stranger, ownAgencies: [here] };

const relationKinds = [
  "superior",
  "superior-of-superior",
  "team-lead",
  "acting",
  "peer",
] as const satisfies RelationKind[];
const roles = [
  "PERSONNEL_OFFICER",
  "PAY_MAKER",
  "PAY_CHECKER",
  "PAY_APPROVER",
  "AUDITOR",
  "BKN_OPERATOR",
  "OPERATIONS",
] as const satisfies Role[];

const agencies = fc.constantFrom(here, there, "agency-third");
const grants = fc.oneof(
  fc.record({ role: fc.constantFrom(...roles), agencyId: agencies }),
  fc.record({ role: fc.constantFrom(...roles) }),
);
const facts: fc.Arbitrary<Facts> = fc.record({
  roles: fc.array(grants, { maxLength: 3 }),
  relations: fc.uniqueArray(fc.constantFrom(...relationKinds)),
  self: fc.boolean(),
  objectAgencies: fc.uniqueArray(agencies, { maxLength: 2 }),
  ownAgencies: fc.uniqueArray(agencies, { maxLength: 2 }),
});
const clauses = fc.constantFrom(...Object.keys(policy)).map((key) => key.split(" ") as [string, string]);
const openness = { "not-found": 0, forbidden: 1, allow: 2 };

describe("who may", () => {
  const superior: Facts = { ...stranger, relations: ["superior"] };
  const officer: Facts = { ...colleague, roles: [{ role: "PERSONNEL_OFFICER", agencyId: here }] };
  const auditor: Facts = { ...stranger, roles: [{ role: "AUDITOR" }] };
  it.each([
    ["the author records", "record", "entry", { ...colleague, self: true }, "allow"],
    ["a colleague does not record for others", "record", "entry", colleague, "forbidden"],
    ["a stranger learns nothing", "read", "entry", stranger, "not-found"],
    ["a colleague reads no entries", "read", "entry", colleague, "forbidden"],
    ["a superior of another agency approves", "approve", "entry", superior, "allow"],
    ["nobody approves the own work", "approve", "entry", { ...colleague, self: true }, "forbidden"],
    ["an acting superior approves", "approve", "entry", { ...stranger, relations: ["acting"] }, "allow"],
    ["a team lead reads", "read", "entry", { ...stranger, relations: ["team-lead"] }, "allow"],
    ["a team lead does not approve", "approve", "entry", { ...stranger, relations: ["team-lead"] }, "forbidden"],
    ["a peer gives feedback", "give", "feedback", { ...colleague, relations: ["peer"] }, "allow"],
    ["a peer of another agency gives feedback", "give", "feedback", { ...stranger, relations: ["peer"] }, "allow"],
    ["a peer does not rate", "rate", "evaluation", { ...colleague, relations: ["peer"] }, "forbidden"],
    ["a colleague gives no feedback", "give", "feedback", colleague, "forbidden"],
    ["a colleague is told a name", "lookup", "person", colleague, "allow"],
    ["a stranger is told no name", "lookup", "person", stranger, "not-found"],
    ["the officer reads", "read", "entry", officer, "allow"],
    ["the officer does not approve", "approve", "entry", officer, "forbidden"],
    ["an officer of another agency finds nothing", "read", "entry", { ...officer, objectAgencies: [there], ownAgencies: [here] }, "not-found"],
    ["an officer of the whole site reads", "read", "entry", { ...stranger, roles: [{ role: "PERSONNEL_OFFICER" }] }, "allow"],
    ["an auditor reads everywhere", "read", "entry", auditor, "allow"],
    ["an auditor changes nothing", "close", "period", auditor, "forbidden"],
    ["nobody does what is not listed", "delete", "entry", { ...officer, self: true, relations: ["superior"] }, "forbidden"],
    ["an object without an agency is not found", "read", "entry", { ...officer, objectAgencies: [] }, "not-found"],
  ] as const)("%s", (_, action, resource, given, verdict) => expect(can(action, resource, given)).toBe(verdict));
}); // prettier-ignore

describe("can", () => {
  it("denies what no clause lists, whoever asks", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), facts, (action, resource, given) => {
        fc.pre(!Object.hasOwn(policy, `${action} ${resource}`));
        expect(can(action, resource, given)).not.toBe("allow");
      }),
    );
    expect(can("constructor", "", { ...colleague, self: true })).toBe("forbidden");
  });

  it("allows only by a capacity that the clause lists", () => {
    fc.assert(
      fc.property(clauses, facts, ([action, resource], given) => {
        const held = new Set<string>([
          ...given.relations,
          ...(given.self ? ["self"] : []),
          ...(given.ownAgencies.some((one) => given.objectAgencies.includes(one)) ? ["colleague"] : []),
          ...given.roles
            .filter(({ agencyId }) => agencyId === undefined || given.objectAgencies.includes(agencyId))
            .map(({ role }) => role),
        ]);
        const listed = policy[`${action} ${resource}`] ?? [];
        expect(can(action, resource, given) === "allow").toBe(listed.some((capacity) => held.has(capacity)));
      }),
    );
  });

  it("never takes a right away for a role or relation more", () => {
    fc.assert(
      fc.property(
        clauses,
        facts,
        grants,
        fc.constantFrom(...relationKinds),
        ([action, resource], given, role, kind) => {
          const before = openness[can(action, resource, given)];
          const promoted = { ...given, roles: [...given.roles, role] };
          const related = { ...given, relations: [...given.relations, kind] };
          expect(openness[can(action, resource, promoted)]).toBeGreaterThanOrEqual(before);
          expect(openness[can(action, resource, related)]).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });

  it("finds nothing in other agencies without a relation or a role there", () => {
    fc.assert(
      fc.property(clauses, facts, ([action, resource], given) => {
        const outside: Facts = {
          ...given,
          self: false,
          relations: [],
          roles: given.roles.filter(({ agencyId }) => agencyId !== undefined && agencyId !== here),
          objectAgencies: [here],
          ownAgencies: given.ownAgencies.filter((agency) => agency !== here),
        };
        expect(can(action, resource, outside)).toBe("not-found");
      }),
    );
  });
});

describe("the policy", () => {
  const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));
  const asked = [...authzByPath(image)]
    .filter(([, { scope }]) => scope !== "public" && scope !== "service")
    .map(([path, { action, resource }]) => ({ path, clause: `${action} ${resource}` }));

  it("has a clause for each call that a person makes", () => {
    expect(asked.filter(({ clause }) => !Object.hasOwn(policy, clause))).toEqual([]);
  });

  it("has no clause that no call asks for", () => {
    // Asked by activity itself, for a call that its first clause denies (app/decide.ts there).
    const known = new Set(["decide-escalated entry", ...asked.map(({ clause }) => clause)]);
    expect(Object.keys(policy).filter((clause) => !known.has(clause))).toEqual([]);
  });
});
