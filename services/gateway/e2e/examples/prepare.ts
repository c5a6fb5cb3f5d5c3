import { readFileSync } from "node:fs";
import { join } from "node:path";

import { toCsv } from "../../../../scripts/demo/csv.ts";
import { personIdOf } from "../../../../scripts/demo/ids.ts";
import { officersOf } from "../../../../scripts/demo/officers.ts";
import { type Actor, must, proposeSiteRole, signInAs } from "../access/cast.ts";
import { upload } from "../adopt-policy.ts";
import { openQuietAgency, province, type Quiet } from "../fuzz/quiet-agency.ts";
import { ask, meOf, newId, platformNow, told } from "../world.ts";

export type Values = Readonly<Record<string, unknown>>;

/** People of the third agency, in the order in which they try an example: the first who may answers for it. */
export interface Prepared {
  readonly callers: readonly Actor[];
  /** Whose session may end. */
  readonly superior: Actor;
  /** Who alone answers for what belongs to no agency. */
  readonly siteOfficer: Actor;
  /** Whose password may change for a moment. */
  readonly changer: Actor;
  /** What really is there, by the name of its field: an unknown id would be answered "not found" by every call. */
  readonly real: Values;
  /** The same for one operation, where the field means something else there. */
  readonly ofOperation: Readonly<Record<string, Values>>;
}

type Signed = { readonly tokens: { readonly refreshToken: string } };
type Skp = { readonly skpId: string; readonly content?: { readonly results: readonly Rhk[] } };
type Rhk = { readonly rhkId: string; readonly indicators: readonly { readonly indicatorId: string }[] };

async function recordEntry({ token, employmentId }: Actor): Promise<string> {
  const id = newId(await platformNow());
  const entry = { id, version: 1, employmentId, workDate: "2026-10-06", kind: "ADDITIONAL", description: "Rapat" };
  type Recorded = { results: { receipt?: { position: string } }[] };
  const { results } = await must<Recorded>("/v1/entries:record", token, { entries: [{ ...entry, minutes: 30 }] });
  await must(`/v1/entries?fromDate=2026-10-06&toDate=2026-10-06&after=${results[0]?.receipt?.position ?? ""}`, token);
  return id;
}

/** With another degree, so that there is something to apply. */
const fileOf = ({ nip }: Actor): string =>
  toCsv({
    people: province.people.filter((person) => person.nip === nip).map((person) => ({ ...person, degree: "M.Si." })),
    secondPosts: [],
  });
const attendanceOf = ({ personId }: Actor): string =>
  `person_id,date,status,late_minutes,early_minutes,missed_checks\n${personId},2026-10-06,DINAS_LUAR,0,0,0\n`;
/** A later version than the one that another test of this agency adopts: drafting the same text again would give that one. */
const policyText = (): string =>
  readFileSync(join(__dirname, "../../../allowance/policies/contoh-tpp.yaml"), "utf8").replace(
    /^version: 1$/m,
    "version: 2",
  );

/** Proposals of each kind, and an import that was looked at. */
async function makeProposals(path: string, { officer, siteOfficer, employee }: Quiet, fileId: string): Promise<Values> {
  const { personId } = employee;
  // The agency's officer decides, so another one proposes.
  const propose = <T>(what: string, body: object): Promise<T> => must<T>(`${path}/${what}`, siteOfficer.token, body);
  const grant = { personId, role: "AUDITOR", validFrom: "2026-10-01" };
  const account = { personId, bankName: "Bank Contoh", accountNumber: "0000000902", holderName: "CONTOH" };
  const dated = { validFrom: "2026-10-01", decree: "Surat pernyataan 902/2026" };
  const { grantId } = await propose<Values>("grants:propose", grant);
  const proposeAccount = (more: object) => propose<Values>("accounts:propose", { ...account, ...dated, ...more });
  const { accountId } = await proposeAccount({});
  const rejected = await proposeAccount({ accountNumber: "0000000903" });
  const started = { fileId, effectiveDate: "2026-10-01" };
  const imported = await must<{ import: Values }>("/v1/imports:start", officer.token, started);
  return { grantId, accountId, rejectedId: rejected["accountId"], importId: imported.import["importId"] };
}

/** Proposals of facts for whatever is done to one, and a file that was looked at. */
async function factsOf(path: string, { employee, siteOfficer, officer }: Quiet): Promise<Prepared["ofOperation"]> {
  const { personId } = employee;
  const propose = async (from: string, by = officer): Promise<string> => {
    const fields = [["kind", "cuti_besar"], ["from", from], ["to", from]].map(([name, value]) => ({ name, value })); // prettier-ignore
    const body = { kind: "LEAVE", personId, fields, reason: "Surat cuti 901/2026" };
    return (await must<{ fact: { factId: string } }>(`${path}/facts:propose`, by.token, body)).fact.factId;
  };
  const scores = `person_id,code,value,from_month,to_month\n${personId},perilaku,95,2026-10,2026-10\n`;
  const file = { kind: "SCORE", fileId: await upload(scores, officer.token) };
  const { sha256 } = await must<{ sha256: string }>(`${path}/facts:previewImport`, officer.token, file);
  return {
    supersedeFact: { factId: await propose("2026-10-12") },
    revokeFact: { factId: await propose("2026-10-13") },
    decideFacts: { factIds: [await propose("2026-10-14", siteOfficer)] },
    previewFactImport: file,
    importFacts: { ...file, sha256 },
  };
}

/** Tasks as a superior gives them, each where its example needs it. */
async function tasksOf({ employee, superior }: Quiet): Promise<Prepared["ofOperation"]> {
  type Given = { task: { taskId: string } };
  const give = async (): Promise<string> => {
    const given = { kind: "ASSIGNED", title: "Siapkan bahan rapat" };
    const path = `/v1/people/${employee.personId}/tasks:assign`;
    return (await must<Given>(path, superior.token, given)).task.taskId;
  };
  const done = async (): Promise<Values> => {
    const taskId = await give();
    await must(`/v1/tasks/${taskId}:finish`, employee.token, { expectedVersion: 1 });
    return { taskId, expectedVersion: 2 };
  };
  return {
    finishTask: { taskId: await give(), expectedVersion: 1 },
    cancelTask: { taskId: await give(), expectedVersion: 1 },
    confirmTask: await done(),
    returnTask: await done(),
  };
}

/** A plan of next year, as nothing leans on it yet, and the one that is set. */
async function plansOf({ token, employmentId }: Actor): Promise<{ set: Skp; draft: Skp; rhk: Rhk | undefined }> {
  const { skps } = await must<{ skps: Skp[] }>("/v1/skps?year=2026", token);
  const { skp } = await must<{ skp: Skp }>(`/v1/skps/${skps[0]?.skpId ?? ""}`, token);
  const body = { employmentId, year: 2027, positionKind: "STAFF" };
  const draft = await must<{ skp: Skp }>("/v1/skps:create", token, body);
  return { set: skp, draft: draft.skp, rhk: skp.content?.results[0] };
}

async function officesOf(quiet: Quiet): Promise<Readonly<Record<"maker" | "checker" | "approver", Actor>>> {
  const [, , siasnId] = province.agencies.map((agency) => agency.siasnId);
  const offices = officersOf({ province })[siasnId ?? ""];
  const as = (who: "maker" | "checker" | "approver"): Promise<Actor> =>
    signInAs(offices?.[who].nip ?? quiet.officer.nip);
  return { maker: await as("maker"), checker: await as("checker"), approver: await as("approver") };
}

/** Somebody else of the agency, without an office. */
function changerOf({ employee, superior }: Quiet): string {
  const [, , agency] = province.agencies;
  const known = new Set([employee.nip, superior.nip, ...Object.values(officersOf({ province })[agency?.siasnId ?? ""] ?? {}).map(({ nip }) => nip)]); // prettier-ignore
  const found = province.people.findLast(
    (person) => person.agency === agency && !person.head && !known.has(person.nip),
  );
  if (found === undefined) throw new Error("the third agency has too few people");
  return found.nip;
}

async function draftPolicy(path: string, { token }: Actor): Promise<{ policyId: string; sha256: string }> {
  const fileId = await upload(policyText(), token);
  return (await must<{ policy: { policyId: string; sha256: string } }>(`${path}/policies:draft`, token, { fileId }))
    .policy;
}

/** A code for somebody who may lose the password. */
async function codeFor(path: string, { officer, spareId }: Quiet): Promise<Values> {
  const spare = province.people.find((person) => personIdOf(person) === spareId);
  type Issued = { codes: { code: string }[] };
  const { codes } = await must<Issued>(`${path}/codes:issue`, officer.token, { personIds: [spareId] });
  return { nip: spare?.nip, code: codes[0]?.code };
}

/** What ends or changes something is done to objects of its own. */
async function specialsOf(path: string, quiet: Quiet, maker: Actor): Promise<Prepared["ofOperation"]> {
  const { employee, officer, superior, agencyId } = quiet;
  const holiday = { agencyId, date: "2026-08-19", name: "Hari jadi daerah", collectiveLeave: false };
  await must("/v1/holidays:set", officer.token, { ...holiday, decree: "Pergub 12/2026" });
  const credentials = { nip: employee.nip, password: told("PASSWORD") };
  const { body } = await ask<Signed>("/v1/auth:signIn", { body: credentials });
  type Sessions = { sessions: { sessionId: string; current: boolean }[] };
  const { sessions } = await must<Sessions>("/v1/sessions", employee.token);
  const past = { period: "2026-08" };
  return {
    closePeriod: past,
    sealPeriod: past,
    issueCodes: { personIds: [quiet.spareId] },
    activate: await codeFor(path, quiet),
    changePassword: { oldPassword: told("PASSWORD") },
    signIn: credentials,
    refresh: { refreshToken: body.tokens.refreshToken },
    endSession: { sessionId: sessions.find(({ current }) => !current)?.sessionId },
    importAttendance: { fileId: await upload(attendanceOf(employee), officer.token) },
    setShiftDays: { days: [{ personId: employee.personId, date: "2026-12-28", kind: "OFF" }] },
    importShiftDays: { fileId: await upload(`person_id,date,kind\n${employee.personId},2026-12-29,LIBUR\n`, officer.token) }, // prettier-ignore
    draftPolicy: { fileId: await upload(policyText(), maker.token) },
    proposeGrant: { personId: superior.personId },
    confirmSiteGrant: { ...(await proposeSiteRole("198201012007011992", "BKN_OPERATOR", "Operator Pusat")) },
  };
}

export async function prepare(): Promise<Prepared> {
  const quiet = await openQuietAgency();
  const { employee, superior, officer, agencyId, unitId } = quiet;
  const path = `/v1/agencies/${agencyId}`;
  const { maker, checker, approver } = await officesOf(quiet);
  const employmentId = (await meOf(employee.token)).employments[0]?.employmentId ?? "";
  const fileId = await upload(fileOf(employee), officer.token);
  const { set, draft, rhk } = await plansOf(employee);
  const { agreements } = await must<{ agreements: Values[] }>(`${path}/agreements?year=2026`, officer.token);
  const policy = await draftPolicy(path, maker);
  const specials = await specialsOf(path, quiet, maker);
  const { rhk: above } = await plansOf(superior);
  const escalation = { waitingDays: 7, onTimeout: "ESCALATE", basis: "Pergub 21/2026 Pasal 14" };
  const { policy: proposed } = await must<{ policy: Values }>(`${path}/escalation:propose`, quiet.siteOfficer.token, escalation); // prettier-ignore
  const proposals = await makeProposals(path, quiet, fileId);
  const indicatorId = rhk?.indicators[0]?.indicatorId;
  const entryId = await recordEntry(employee);
  const drafted = { skpId: draft.skpId };
  return {
    callers: [employee, superior, officer, maker, checker, approver],
    superior,
    siteOfficer: quiet.siteOfficer,
    changer: await signInAs(changerOf(quiet)),
    real: {
      ...{ agencyId, unitId, employmentId, personId: employee.personId, otherPersonId: superior.personId },
      ...{ personIds: [employee.personId], skpId: set.skpId, fileId, entryId, seen: [{ entryId, version: 1 }] },
      ...{ agreementId: agreements[0]?.["agreementId"], policyId: policy.policyId, sha256: policy.sha256 },
      ...proposals,
    },
    ofOperation: {
      ...specials,
      ...(await tasksOf(quiet)),
      ...(await factsOf(path, quiet)),
      confirmEscalationPolicy: { policyId: proposed["policyId"] },
      rejectAccount: { accountId: proposals["rejectedId"] },
      createSkp: { year: 2028 },
      comparePolicies: { otherId: policy.policyId },
      saveRoleMatrix: {
        cells: [{ leaderRhkId: above?.rhkId, personId: employee.personId, result: "Laporan cakupan" }],
      },
      saveSkp: drafted,
      submitSkp: drafted,
      recordRealisation: { realisations: [{ indicatorId, achieved: "6 dari 8 puskesmas" }] },
      saveActionPlan: { items: [{ rhkId: rhk?.rhkId, text: "Supervisi rantai dingin", target: 8, unit: "puskesmas" }] },
    },
  };
}
