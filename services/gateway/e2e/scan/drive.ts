import { randomUUID } from "node:crypto";

import { agencyIdOf, personIdOf } from "../../../../scripts/demo/ids.ts";
import { officersOf } from "../../../../scripts/demo/officers.ts";
import { must, signInAs } from "../access/cast.ts";
import { upload } from "../adopt-policy.ts";
import { province } from "../fuzz/quiet-agency.ts";
import { send } from "../fuzz/send.ts";
import { ask, newId, platformNow, told, type Tokens } from "../world.ts";
import { type Marker } from "./search.ts";

/** Somebody whom nobody else knows, with everything that must not leave identity. Serial 961; the NIK and the account are nobody's. */
export const seeded = {
  nip: "199004152015031961",
  name: "Wiryawanta Penandakusuma",
  nik: "9901901504901961",
  account: "9619619619",
  password: "penanda rahasia empat kata",
  wrongPassword: "bukan penanda rahasia itu",
  brokenNip: "19890314201201196",
} as const;

export interface Driven {
  readonly personId: string;
  readonly traceId: string;
  /** Everything that was handed out or typed in on the way. */
  readonly secrets: readonly Marker[];
}

type Issued = { readonly codes: readonly { readonly code: string }[] };
const agency = province.agencies[2] ?? province.agencies[0];
const agencyPath = `/v1/agencies/${agencyIdOf(agency?.siasnId ?? "")}`;
const json = { "content-type": "application/json" };

/** One good line and one whose number a spreadsheet has broken, with a column that the platform does not know. */
function file(superiorNip: string): string {
  const columns = "pns_id;nip_baru;nama;nik;jabatan_nama;unor_id;unor_nama;instansi_kerja_id;instansi_kerja_nama;atasan_nip"; // prettier-ignore
  const place = `${seeded.nik};Analis Penanda;DEMO-UNIT-PENANDA;Unit Penanda;${agency?.siasnId ?? ""};${agency?.name ?? ""};'${superiorNip}`;
  const lines = [`SCAN-1;'${seeded.nip};${seeded.name.toUpperCase()};${place}`, `SCAN-2;'${seeded.brokenNip};${seeded.name};${place}`]; // prettier-ignore
  return [columns, ...lines, ""].join("\r\n");
}

/** One officer brings the person, another one applies it. */
async function importSeeded(officer: string, second: string, superiorNip: string): Promise<string> {
  const headers = { "content-type": "application/octet-stream" };
  const put = await ask<{ fileId: string }>("/v1/files", {
    ...{ method: "PUT", raw: file(superiorNip), token: officer, headers },
  });
  const body = { fileId: put.body.fileId, effectiveDate: "2026-01-01" };
  const { import: made } = await must<{ import: { importId: string } }>("/v1/imports:start", officer, body);
  await must(`/v1/imports/${made.importId}/findings`, officer);
  await must(`/v1/imports/${made.importId}:apply`, second, {});
  const prefix = encodeURIComponent(seeded.name.toUpperCase());
  type Listed = { people: { person: { personId: string } }[] };
  const { people } = await must<Listed>(`${agencyPath}/people?namePrefix=${prefix}`, officer);
  const personId = people[0]?.person.personId;
  if (personId === undefined) throw new Error("the seeded person was not imported");
  return personId;
}

/** Activation and sign-in, right and wrong, and all that is done with a session. */
async function openAccount(officer: string, personId: string): Promise<{ tokens: Tokens; secrets: Marker[] }> {
  const { nip, password, wrongPassword } = seeded;
  const { codes } = await must<Issued>(`${agencyPath}/codes:issue`, officer, { personIds: [personId] });
  const code = codes[0]?.code ?? "";
  type SignedIn = { tokens: Tokens };
  const activated = await ask<SignedIn>("/v1/auth:activate", { body: { nip, code, newPassword: password } });
  const signedIn = await ask<SignedIn>("/v1/auth:signIn", { body: { nip, password } });
  if (activated.status !== 200 || signedIn.status !== 200) throw new Error(`sign-in answered ${signedIn.status}`);
  const { refreshToken } = signedIn.body.tokens;
  const refreshed = await ask<{ tokens?: Tokens }>("/v1/auth:refresh", { body: { refreshToken } });
  const { tokens } = activated.body;
  await ask("/v1/auth:changePassword", {
    body: { oldPassword: wrongPassword, newPassword: `${password} baru` },
    token: tokens.accessToken,
  });
  await ask("/v1/auth:signOut", { body: {}, token: signedIn.body.tokens.accessToken });
  await ask("/v1/auth:signIn", { body: { nip, password: wrongPassword } });
  await ask("/v1/auth:activate", { body: { nip, code: code.replace(/.$/, "Z"), newPassword: password } });
  await ask("/v1/auth:activate", { body: { nip: seeded.brokenNip, code, newPassword: password } });
  const handedOut = [tokens, signedIn.body.tokens, ...(refreshed.body.tokens ? [refreshed.body.tokens] : [])];
  const secretOf = (token: string): string => token.split(".").at(-1) ?? "";
  return {
    tokens,
    secrets: [
      { what: "code", text: code },
      { what: "code without dashes", text: code.replaceAll("-", "") },
      ...handedOut.flatMap((set) => Object.values(set).map((token) => ({ what: "token", text: secretOf(token) }))),
    ].filter(({ text }) => text.length >= 12),
  };
} // prettier-ignore

/** Numbers where no number belongs: in addresses, headers, unknown fields and broken bodies. */
async function strew(token: string, traceId: string): Promise<void> {
  const { nip, nik, name } = seeded;
  const spaced = nip.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, "$1 $2 $3 $4");
  const bearer = { authorization: `Bearer ${token}`, traceparent: `00-${traceId}-b7ad6b7169203331-01` };
  const paths = [`/v1/people/${nip}/entries:approve`, `/v1/evaluations/${nip}`, `/v1/skps?year=${nip}`, `/v1/skps?personId=${nip}`,
    `/v1/entries?fromDate=${nip}&toDate=2026-10-31`, `/v1/agencies/${nip}/people?namePrefix=${encodeURIComponent(spaced)}`,
    `/v1/${nip}`, `/v1/me?nip=${nip}`, `/v1/me?${nip}=${nik}`, `/masuk?nip=${nip}`, `/${nip}`, `/problems/${nip}`,
    `${agencyPath}/people?namePrefix=${encodeURIComponent(name)}`, `${agencyPath}/people?pageToken=${nip}`]; // prettier-ignore
  for (const path of paths)
    for (const method of ["GET", "POST"]) await send({ method, path, headers: { ...bearer, ...json }, body: Buffer.from("{}") });
  const headers = [{ "idempotency-key": nip }, { "accept-language": nip }, { "user-agent": nip }, { cookie: `kinerja-access=${nip}` },
    { "x-forwarded-for": nip }, { authorization: `Bearer ${nip}` }, { authorization: nip }, { origin: `https://${nip}` },
    { traceparent: nip, tracestate: `nip=${nip}` }, { baggage: `nip=${nip},name=${encodeURIComponent(name)}` }]; // prettier-ignore
  const feedback = { period: "2026-10", text: "Laporan rapi" };
  for (const extra of headers) {
    await send({ method: "GET", path: "/v1/me", headers: { ...bearer, ...extra } });
    const body = Buffer.from(JSON.stringify({ personIds: [randomUUID()] }));
    await send({ method: "POST", path: "/v1/people:lookup", headers: { ...bearer, ...json, ...extra }, body });
  }
  const bodies = [`{"nip":"${nip}"`, `{"${nip}":1}`, `{"personIds":["${nip}"]}`, `{"personIds":"${spaced}"}`, `{"personIds":[${nip}]}`, nip,
    JSON.stringify({ ...feedback, period: nip }), JSON.stringify({ entries: [{ id: nip, description: 1, workDate: nik }] })]; // prettier-ignore
  for (const path of ["/v1/people:lookup", "/v1/entries:record", "/v1/skps:create", "/v1/imports:start"])
    for (const body of bodies) await send({ method: "POST", path, headers: { ...bearer, ...json }, body: Buffer.from(body) });
} // prettier-ignore

/** Attendance by number: taken, unknown there, and broken. */
async function importAttendance(officer: string): Promise<void> {
  const fact = "2026-10-06;HADIR";
  const send = async (...names: string[]) => {
    const fileId = await upload(
      ["nip;date;status", ...names.map((name) => `${name};${fact}`), ""].join("\r\n"),
      officer,
    );
    return ask<{ rows?: number; code?: string }>(`${agencyPath}/attendance:import`, {
      body: { fileId },
      token: officer,
    });
  };
  const taken = await send(`'${seeded.nip}`);
  const refused = [await send(seeded.nip, "199004152015031962"), await send(`"'${seeded.brokenNip}"`)];
  if (taken.body.rows !== 1 || refused.some(({ body }) => body.code !== "CSV_INVALID"))
    throw new Error(`attendance answered ${taken.status} ${refused.map(({ body }) => body.code).join()}`);
}

/** A day at work: entries, a plan, the lookup of people, and an account for the pay. */
async function work({ accessToken, diaryToken }: Tokens, officer: string, personId: string): Promise<void> {
  const { employments } = await must<{ employments: { employmentId: string }[] }>("/v1/me", accessToken);
  const employmentId = employments[0]?.employmentId ?? "";
  const entry = { id: newId(await platformNow()), version: 1, employmentId, workDate: "2026-10-06", kind: "ADDITIONAL" };
  const recorded = await must<{ results: { receipt?: { position: string } }[] }>("/v1/entries:record", diaryToken, {
    entries: [{ ...entry, description: "Menyiapkan penanda", minutes: 30 }],
  });
  const after = recorded.results[0]?.receipt?.position ?? "";
  await must(`/v1/entries?fromDate=2026-10-06&toDate=2026-10-06&after=${after}`, accessToken);
  await must("/v1/people:lookup", accessToken, { personIds: [personId] });
  const headers = { "idempotency-key": seeded.nip };
  const body = { employmentId, year: 2026, positionKind: "STAFF" };
  await ask("/v1/skps:create", { body, token: accessToken, headers });
  await must(`/v1/agencies/${agencyIdOf(agency?.siasnId ?? "")}/accounts:propose`, officer, {
    ...{ personId, bankName: "Bank Contoh", accountNumber: seeded.account, holderName: seeded.name },
    ...{ validFrom: "2026-10-01", decree: "Surat pernyataan 961/2026" },
  });
} // prettier-ignore

/** Leaves the seeded person everywhere that somebody can be. */
export async function drive(): Promise<Driven> {
  const people = province.people.filter((person) => person.agency === agency);
  const top = people.find(({ head, superiorNip }) => head && superiorNip === "");
  const { personnel, secondPersonnel } = officersOf({ province })[agency?.siasnId ?? ""] ?? {};
  const officer = (await signInAs(personnel?.nip ?? "")).token;
  const second = (await signInAs(secondPersonnel?.nip ?? "")).token;
  const personId = await importSeeded(officer, second, top?.nip ?? "");
  const { tokens, secrets } = await openAccount(officer, personId);
  const traceId = randomUUID().replaceAll("-", "");
  await strew(tokens.accessToken, traceId);
  await strew(officer, randomUUID().replaceAll("-", ""));
  await work(tokens, officer, personId);
  await importAttendance(officer);
  return { personId, traceId, secrets };
}

/** All people of the invented province, and the seeded one, as they must not be seen. */
export function personalMarkers(): Marker[] {
  const { nip, name, nik, account, password, wrongPassword, brokenNip } = seeded;
  const first = JSON.parse(told("FIRST")) as Record<string, string>;
  return [
    ...province.people.map((person) => ({ what: `NIP of ${personIdOf(person)}`, text: person.nip })),
    ...Object.values(first).map((text) => ({ what: "NIP of a first officer", text })),
    ...province.people.map((person) => ({ what: `name of ${personIdOf(person)}`, text: person.name })),
    ...Object.entries({ nip, name, nik, account, password, wrongPassword, brokenNip }).map(([what, text]) => ({ what: `seeded ${what}`, text })),
    { what: "password of the demo", text: told("PASSWORD") },
  ];
} // prettier-ignore
