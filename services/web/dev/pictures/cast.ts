/** Who is in the pictures: demo accounts of `npm start`, as the seed makes them. */
import { demoPassword } from "../../../../scripts/demo/constants.ts";
import { type Http, openHttp } from "../../../../scripts/demo/http.ts";
import { officersOf } from "../../../../scripts/demo/officers.ts";
import { type DemoPerson, makeProvince, type Province } from "../../../../scripts/demo/province.ts";

export type Role =
  "employee" | "colleague" | "applicant" | "superior" | "head" | "officer" | "maker" | "checker" | "approver";

export type Cast = Readonly<Record<Role, DemoPerson>>;

const seed = 2026;

export const provinceOf = (peopleCount: number): Province => makeProvince(seed, peopleCount);

function found(person: DemoPerson | undefined): DemoPerson {
  if (person === undefined) throw new Error("the demo province lacks somebody for the pictures");
  return person;
}

export interface Person {
  readonly personId: string;
  readonly employmentId: string;
  readonly agencyId: string;
  readonly zone: "WIB" | "WITA" | "WIT";
}

/** The API as somebody who needs no post: an officer of the whole site. */
export interface Officer {
  get: <T>(path: string) => Promise<T>;
  post: <T>(path: string, body: unknown) => Promise<T>;
  put: <T>(path: string, bytes: Buffer) => Promise<T>;
}

/** The API as one person. */
export interface Api extends Person, Officer {}

interface SignedIn {
  readonly tokens: { readonly accessToken: string };
}
interface Me {
  readonly personId: string;
  readonly employments: readonly Omit<Person, "personId">[];
}

async function signIn(http: Http, nip: string): Promise<{ token: string; me: Me }> {
  const { tokens } = await http.post<SignedIn>("/v1/auth:signIn", { nip, password: demoPassword });
  return { token: tokens.accessToken, me: await http.get<Me>("/v1/me", tokens.accessToken) };
}

const callsAs = (http: Http, token: string): Officer => ({
  get: (path) => http.get(path, token),
  post: (path, body) => http.post(path, body, token),
  put: (path, bytes) => http.put(path, bytes, token),
});

export async function officerOf(url: string, nip: string): Promise<Officer> {
  const http = openHttp(url);
  return callsAs(http, (await signIn(http, nip)).token);
}

export async function signInTo(url: string, { nip }: DemoPerson): Promise<Api> {
  const http = openHttp(url);
  const { token, me } = await signIn(http, nip);
  const [post] = me.employments;
  if (post === undefined) throw new Error("somebody of the pictures has no post today");
  const { employmentId, agencyId, zone } = post;
  return { personId: me.personId, employmentId, agencyId, zone, ...callsAs(http, token) };
}

export function castOf(province: Province): Cast {
  const { agencies, people } = province;
  const superior = found(people.find(({ head, positionClass }) => head && positionClass === 11));
  const division = people.filter(({ superiorNip }) => superiorNip === superior.nip);
  // The one of the highest class leads a team, and so has a page more than most employees.
  const lead = division.toSorted((a, b) => b.positionClass - a.positionClass)[0];
  const team = division.filter((person) => person !== lead);
  const offices = officersOf({ province })[agencies[0]?.siasnId ?? ""];
  return {
    employee: found(team[0]),
    colleague: found(team.at(-1)),
    applicant: found(team.at(-2)),
    superior,
    head: found(people.find(({ nip }) => nip === superior.superiorNip)),
    officer: found(offices?.personnel),
    maker: found(offices?.maker),
    checker: found(offices?.checker),
    approver: found(offices?.approver),
  };
}
