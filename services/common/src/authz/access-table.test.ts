import { describe, expect, it } from "@jest/globals";

import { ownContract, type Rpc } from "../edge/index.ts";
import { type Outcome, readAccessTable } from "../testing/access-table.ts";
import { can, type Facts, type RelationKind, type Role } from "./can.ts";
import { type Capacity, policy } from "./policy.ts";

const [agency, elsewhere] = ["agency", "elsewhere"];
const table = readAccessTable();
/** Answered by what the caller may see, not by a yes or no. */
const leftOut = new Set(["LookupPeople"]);
const calls = ownContract().rpcs.filter(({ bindings, name }) => bindings.length > 0 && !leftOut.has(name));

interface Actor {
  readonly worksAt: string;
  readonly relation?: RelationKind;
  readonly role?: Role;
  /** At the whole site when missing. */
  readonly roleAt?: string;
}

/** The people of the columns, as facts. */
const actors: Readonly<Record<string, Actor>> = {
  self: { worksAt: agency },
  superior: { worksAt: agency, relation: "superior" },
  acting: { worksAt: agency, relation: "acting" },
  lead: { worksAt: agency, relation: "team-lead" },
  second: { worksAt: agency, relation: "superior-of-superior" },
  peer: { worksAt: agency, relation: "peer" },
  colleague: { worksAt: agency },
  officer: { worksAt: elsewhere, role: "PERSONNEL_OFFICER", roleAt: agency },
  maker: { worksAt: elsewhere, role: "PAY_MAKER", roleAt: agency },
  checker: { worksAt: elsewhere, role: "PAY_CHECKER", roleAt: agency },
  approver: { worksAt: elsewhere, role: "PAY_APPROVER", roleAt: agency },
  auditor: { worksAt: elsewhere, role: "AUDITOR", roleAt: agency },
  operator: { worksAt: elsewhere, role: "BKN_OPERATOR" },
  operations: { worksAt: elsewhere, role: "OPERATIONS" },
  stranger: { worksAt: elsewhere },
  siteOfficer: { worksAt: "nowhere", role: "PERSONNEL_OFFICER" },
  officerB: { worksAt: elsewhere, role: "PERSONNEL_OFFICER", roleAt: elsewhere },
  makerB: { worksAt: elsewhere, role: "PAY_MAKER", roleAt: elsewhere },
};

/** Calls about the employee's unit: who leads it, or stands above its head, is its superior. */
const unitCalls: Readonly<Record<string, readonly string[]>> = {
  SaveAgreement: ["superior", "acting"],
  GetDistribution: ["superior", "acting", "second"],
  GetUnitWork: ["superior", "acting", "second"],
  ExplainDistribution: ["superior", "acting", "second"],
  SetUnitPredicate: ["second"],
};

/** Objects of the employee that a call of scope SELF names by id. */
const employeesOwn = new Set(["SaveSkp", "SubmitSkp", "ReviseSkp", "SaveActionPlan", "EndSession", "FinishTask", "WithdrawObjection"]); // prettier-ignore
/** Objects that nobody else may know of: whose they are is part of how they are found. */
const foundByOwner = new Set(["EndSession", "FinishTask", "WithdrawObjection"]);

/** Issuing a document asks for the right to rate its person. */
const judgedAs: Readonly<Record<string, Pick<Rpc, "name" | "authz">>> = {
  IssueEvaluations: { name: "IssueEvaluations", authz: { action: "rate", resource: "evaluation", scope: "PERSON" } },
};

/** A file of people names its agencies in its lines: who has the office anywhere may begin, and sees the imports of the own agencies. */
const importCalls = new Set(["StartImport", "ListImports", "GetImport", "ListImportFindings", "ApplyImport"]);
const foreignImports = new Set(["GetImport", "ListImportFindings", "ApplyImport"]);

/** What they change belongs to no agency. */
const siteCalls = new Set(["ConfirmSiteGrant"]);

type Asked = Pick<Rpc, "name" | "authz">;

function relationsIn({ name, authz }: Asked, who: string, { relation }: Actor): RelationKind[] {
  if (authz?.scope === "AGENCY") return unitCalls[name]?.includes(who) === true ? ["superior"] : [];
  return relation === undefined ? [] : [relation];
}

function objectAgenciesOf(name: string): string[] {
  if (siteCalls.has(name)) return [];
  return importCalls.has(name) ? [agency, elsewhere] : [agency];
}

function factsOf(rpc: Asked, who: string, actor: Actor): Facts {
  const { role, roleAt, worksAt } = actor;
  const scope = rpc.authz?.scope;
  const isOwn =
    scope === "AGENCY"
      ? worksAt === agency && !siteCalls.has(rpc.name)
      : scope === "SELF" && !employeesOwn.has(rpc.name);
  return {
    self: isOwn || (who === "self" && scope !== "AGENCY"),
    relations: relationsIn(rpc, who, actor),
    roles: role === undefined ? [] : [{ role, ...(roleAt === undefined ? {} : { agencyId: roleAt }) }],
    ownAgencies: [worksAt],
    objectAgencies: objectAgenciesOf(rpc.name),
  };
}

const verdicts = { allow: "allowed", forbidden: "forbidden", "not-found": "not-found" } as const;

const byPolicy = (rpc: Asked, who: string, actor: Actor, clauses: typeof policy): Outcome =>
  verdicts[can(rpc.authz?.action ?? "", rpc.authz?.resource ?? "", factsOf(rpc, who, actor), clauses)];

function decide(rpc: Rpc, who: string, clauses = policy): Outcome {
  if (rpc.authz?.scope === "PUBLIC") return "allowed";
  const actor = actors[who];
  if (actor === undefined) return "unauthenticated";
  if (foundByOwner.has(rpc.name)) return who === "self" ? "allowed" : "not-found";
  if (foreignImports.has(rpc.name) && who === "officerB") return "not-found";
  return byPolicy(judgedAs[rpc.name] ?? rpc, who, actor, clauses);
}

const differences = (clauses: typeof policy, some: readonly Rpc[] = calls): string[] =>
  some.flatMap((rpc) =>
    Object.entries(table.get(rpc.name) ?? {})
      .filter(([who, outcome]) => decide(rpc, who, clauses) !== outcome)
      .map(([who, outcome]) => `${rpc.name} by ${who}: ${outcome} wanted, ${decide(rpc, who, clauses)} decided`),
  );

const clauseOf = ({ authz }: Asked): string => `${authz?.action ?? ""} ${authz?.resource ?? ""}`;

describe("the decision table of docs/access.md", () => {
  it("has a row for every call that has an address, and no other", () =>
    expect([...table.keys()].sort()).toEqual(calls.map(({ name }) => name).sort()));

  it("knows every person of its columns", () =>
    expect(new Set([...table.values()].flatMap(Object.keys))).toEqual(new Set(["anonymous", ...Object.keys(actors)])));

  it("is what the policy decides, in every cell", () => expect(differences(policy)).toEqual([]));
});

/** A capacity that no column holds towards these calls changes nothing that anybody could see. */
const isHeld = (capacity: Capacity, some: readonly Rpc[]): boolean =>
  some.some((rpc) =>
    Object.entries(actors).some(([who, actor]) => {
      const { self, relations, roles } = factsOf(rpc, who, actor);
      const held: readonly string[] = [...relations, ...roles.map(({ role }) => role), ...(self ? ["self"] : [])];
      return held.includes(capacity);
    }),
  );

const capacities = [...new Set<Capacity>([...Object.values(policy).flat(), "peer", "OPERATIONS"])];
const clauses = [...new Set(calls.filter(({ authz }) => authz?.scope !== "PUBLIC").map(clauseOf))];
const callsOf = (clause: string): Rpc[] =>
  calls.filter((rpc) => clauseOf(rpc) === clause && !foundByOwner.has(rpc.name));

describe("a mutation of the policy is noticed", () => {
  const judged = clauses.filter((clause) => callsOf(clause).length > 0 && !isForEverybody(clause));

  function isForEverybody(clause: string): boolean {
    return callsOf(clause).every(({ name, authz }) => authz?.scope === "SELF" && !employeesOwn.has(name));
  }

  it.each(judged)("%s: each capacity taken away", (clause) => {
    for (const capacity of policy[clause] ?? []) {
      const mutant = { ...policy, [clause]: (policy[clause] ?? []).filter((other) => other !== capacity) };
      expect({ capacity, noticed: differences(mutant, callsOf(clause)).length > 0 }).toEqual({
        capacity,
        noticed: true,
      });
    }
  });

  it.each(judged)("%s: each capacity added that somebody holds", (clause) => {
    const some = callsOf(clause);
    for (const capacity of capacities.filter((one) => !(policy[clause] ?? []).includes(one) && isHeld(one, some))) {
      const mutant = { ...policy, [clause]: [...(policy[clause] ?? []), capacity] };
      expect({ capacity, noticed: differences(mutant, some).length > 0 }).toEqual({ capacity, noticed: true });
    }
  });
});
