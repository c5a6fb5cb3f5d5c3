import { ask, told } from "../world.ts";

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

/** A call that has to succeed, in the preparation. */
export async function must<T>(path: string, token: string, body?: object): Promise<T> {
  const answer = await ask<T>(path, { token, ...(body === undefined ? {} : { body }) });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const offices = {
  officer: "PERSONNEL_OFFICER",
  maker: "PAY_MAKER",
  checker: "PAY_CHECKER",
  approver: "PAY_APPROVER",
  auditor: "AUDITOR",
} as const;

/** Everybody signed in, the offices granted by four eyes and the relations recorded. */
export async function openCast(): Promise<Readonly<Record<string, Actor>>> {
  const nips = Object.entries(JSON.parse(told("CAST")) as Record<string, string>);
  const cast = Object.fromEntries(
    await Promise.all(nips.map(async ([who, nip]) => [who, await signInAs(nip)] as const)),
  );
  const first = JSON.parse(told("FIRST")) as { maker: string; checker: string };
  const [maker, checker] = [await signInAs(first.maker), await signInAs(first.checker)];
  const agency = `/v1/agencies/${cast["self"]?.agencyId ?? ""}`;
  for (const [who, role] of Object.entries(offices)) {
    const body = { personId: cast[who]?.personId, role, validFrom: "2026-01-01" };
    const { grantId } = await must<{ grantId: string }>(`${agency}/grants:propose`, maker.token, body);
    await must(`${agency}/grants/${grantId}:confirm`, checker.token, {});
  }
  for (const [who, kind] of [
    ["acting", "ACTING"],
    ["lead", "TEAM_LEAD"],
  ] as const) {
    const people = { personId: cast["self"]?.personId, otherPersonId: cast[who]?.personId };
    await must(`${agency}/relations:set`, maker.token, {
      ...people,
      ...{ kind, validFrom: "2026-10-01", validTo: "2026-12-31", decree: "SK 821/901/2026" },
    });
  }
  return cast;
}
