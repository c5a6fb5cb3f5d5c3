import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { faultsOf, operationAt } from "../examples/document.ts";
import { ask, told } from "../world.ts";

const run = promisify(execFile);

/** Somebody of the columns of docs/access.md, signed in. */
export interface Actor {
  readonly nip: string;
  readonly token: string;
  readonly personId: string;
  readonly employmentId: string;
  readonly agencyId: string;
  readonly unitId: string;
}

export async function signInAs(nip: string): Promise<Actor> {
  const signedIn = await ask<{ tokens: { accessToken: string } }>("/v1/auth:signIn", {
    body: { nip, password: told("PASSWORD") },
  });
  if (signedIn.status !== 200) throw new Error(`sign-in answered ${signedIn.status}`);
  const token = signedIn.body.tokens.accessToken;
  const { body } = await ask<{ personId: string; employments: Omit<Actor, "nip" | "token" | "personId">[] }>("/v1/me", {
    token,
  });
  return {
    ...{ nip, token, personId: body.personId },
    ...(body.employments[0] ?? { employmentId: "", agencyId: "", unitId: "" }),
  };
}

/** A call that has to succeed, in the preparation, with what docs/openapi.yaml promises. */
export async function must<T>(path: string, token: string, body?: object): Promise<T> {
  const answer = await ask<T>(path, { token, ...(body === undefined ? {} : { body }) });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const operation = operationAt(body === undefined ? "GET" : "POST", path);
  if (operation === undefined) throw new Error(`${path} is not in docs/openapi.yaml`);
  const faults = faultsOf(operation, answer.status, answer.body);
  if (faults.length > 0) throw new Error(`${path} does not answer as promised: ${faults.join("; ")}`);
  return answer.body;
}

const offices = {
  officer: "PERSONNEL_OFFICER",
  maker: "PAY_MAKER",
  checker: "PAY_CHECKER",
  approver: "PAY_APPROVER",
  auditor: "AUDITOR",
} as const;

const siteOffices = { operator: "BKN_OPERATOR", operations: "OPERATIONS" } as const;
const siteRoleCommand = join(__dirname, "../../../identity/dist/site-role.js");

/** A role of central operations, as who runs the site proposes it at the server. */
export async function proposeSiteRole(
  nip: string,
  role: string,
  name = "",
): Promise<{ readonly grantId: string; readonly personId: string }> {
  const { identity } = JSON.parse(told("ENVIRONMENTS")) as { identity: Record<string, string> };
  const named = ["--nip", nip, "--role", role, "--name", name];
  const { stdout } = await run(process.execPath, [siteRoleCommand, ...named], { env: identity });
  return JSON.parse(stdout) as { grantId: string; personId: string };
}

async function grantSiteOffice(nip: string, role: string, officer: Actor): Promise<void> {
  const { grantId, personId } = await proposeSiteRole(nip, role);
  await must(`/v1/grants/${grantId}:confirm`, officer.token, { personId, role });
}

async function grantOffice(
  agency: string,
  office: { readonly personId: string | undefined; readonly role: string },
  [maker, checker]: readonly [Actor, Actor],
): Promise<void> {
  const body = { ...office, validFrom: "2026-01-01" };
  const { grantId } = await must<{ grantId: string }>(`${agency}/grants:propose`, maker.token, body);
  await must(`${agency}/grants/${grantId}:confirm`, checker.token, {});
}

async function relate(agency: string, cast: Readonly<Record<string, Actor>>, officer: Actor): Promise<void> {
  for (const [who, kind] of [
    ["acting", "ACTING"],
    ["lead", "TEAM_LEAD"],
  ] as const) {
    const people = { personId: cast["self"]?.personId, otherPersonId: cast[who]?.personId };
    await must(`${agency}/relations:set`, officer.token, {
      ...people,
      ...{ kind, validFrom: "2026-10-01", validTo: "2026-12-31", decree: "SK 821/901/2026" },
    });
  }
}

/** Everybody signed in, the offices granted by four eyes and the relations recorded. */
export async function openCast(): Promise<Readonly<Record<string, Actor>>> {
  const nips = Object.entries(JSON.parse(told("CAST")) as Record<string, string>);
  const cast = Object.fromEntries(
    await Promise.all(nips.map(async ([who, nip]) => [who, await signInAs(nip)] as const)),
  );
  const first = JSON.parse(told("FIRST")) as { maker: string; checker: string };
  const [maker, checker] = [await signInAs(first.maker), await signInAs(first.checker)];
  const agency = `/v1/agencies/${cast["self"]?.agencyId ?? ""}`;
  for (const [who, role] of Object.entries(offices))
    await grantOffice(agency, { personId: cast[who]?.personId, role }, [maker, checker]);
  for (const [who, role] of Object.entries(siteOffices)) await grantSiteOffice(cast[who]?.nip ?? "", role, checker);
  await relate(agency, cast, maker);
  return { ...cast, siteOfficer: maker };
}
