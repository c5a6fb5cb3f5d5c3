import { createHash } from "node:crypto";

import { toCsv } from "../../../../scripts/demo/csv.ts";
import { makeProvince } from "../../../../scripts/demo/province.ts";
import { adoptPolicy, upload } from "../adopt-policy.ts";
import { closeMonth } from "../close-month.ts";
import { evaluate, pay } from "../pay-month.ts";
import { newId, platformNow } from "../world.ts";
import { type Actor, must, proposeSiteRole, signInAs } from "./cast.ts";

type Cast = Readonly<Record<string, Actor>>;

/** Values of the requests by the name of their field: objects of the employee and of the employee's agency that really are there. */
export type Objects = Readonly<Record<string, unknown>>;

const evidence = "notulen rapat";
/** What a file is known by. */
export const evidenceId = createHash("sha256").update(evidence).digest("hex");

async function recordEntry({ token, employmentId }: Actor): Promise<string> {
  await upload(evidence, token);
  const id = newId(await platformNow());
  const entry = { id, version: 1, employmentId, workDate: "2026-10-06", kind: "ADDITIONAL", description: "Rapat" };
  const { results } = await must<{ results: { receipt?: { position: string } }[] }>("/v1/entries:record", token, {
    entries: [{ ...entry, minutes: 30, evidenceFileIds: [evidenceId] }],
  });
  await must(`/v1/entries?fromDate=2026-10-06&toDate=2026-10-06&after=${results[0]?.receipt?.position ?? ""}`, token);
  return id;
}

/** A dry run of one line that changes nothing: the employee as the file of the province has it. */
async function startImport({ token }: Actor, nip: string): Promise<string> {
  const province = makeProvince(7, 60);
  const csv = toCsv({ ...province, people: province.people.filter((one) => one.nip === nip), secondPosts: [] });
  const started = { fileId: await upload(csv, token), effectiveDate: "2026-10-01" };
  return (await must<{ import: { importId: string } }>("/v1/imports:start", token, started)).import.importId;
}

/** Of the employee, to the first line of a paid month. */
async function fileObjection({ token }: Actor, period: string): Promise<string> {
  type Line = { stepId: string; employmentId: string; statementSha256: string };
  const { statement } = await must<{ statement: { steps: Line[] } }>(`/v1/statements/${period}`, token);
  const [{ stepId, employmentId, statementSha256 } = { stepId: "", employmentId: "", statementSha256: "" }] = statement.steps; // prettier-ignore
  const reason = "Kelas jabatan saya sudah berubah";
  const body = { stepId, employmentId, statementSha256, reason, evidenceFileIds: [evidenceId] };
  const path = `/v1/statements/${period}/objections:file`;
  return (await must<{ objection: { objectionId: string } }>(path, token, body)).objection.objectionId;
}

/** Of a day of the employee, with a file. */
async function correctAttendance({ token }: Actor, { agencyId, personId }: Actor): Promise<string> {
  await upload(evidence, token);
  const said = { personId, date: "2026-10-02", status: "DINAS_LUAR", reason: "Surat tugas 901/2026" };
  const path = `/v1/agencies/${agencyId}/attendance:correct`;
  const body = { ...said, evidenceFileIds: [evidenceId] };
  return (await must<{ correction: { sourceId: string } }>(path, token, body)).correction.sourceId;
}

/** Of the employee's paid month, by an officer of pay. */
async function openCorrection({ token }: Actor, { agencyId, personId }: Actor): Promise<string> {
  const body = { personId, affectedFrom: "2026-07-01", note: "SK kenaikan kelas jabatan diterima terlambat" };
  const path = `/v1/agencies/${agencyId}/corrections:open`;
  return (await must<{ correction: { caseId: string } }>(path, token, body)).correction.caseId;
}

function the(cast: Cast, who: string): Actor {
  const actor = cast[who];
  if (actor === undefined) throw new Error(`the cast has no ${who}`);
  return actor;
}

export async function makeObjects(cast: Cast): Promise<Objects> {
  const [self, superior, officer, bystander] = [the(cast, "self"), the(cast, "superior"), the(cast, "officer"), the(cast, "bystander")]; // prettier-ignore
  const hands = { maker: the(cast, "maker"), checker: the(cast, "checker"), approver: the(cast, "approver") };
  const agency = `/v1/agencies/${self.agencyId}`;
  const { skps } = await must<{ skps: { skpId: string }[] }>("/v1/skps?year=2026", self.token);
  const { agreements } = await must<{ agreements: { agreementId: string }[] }>(
    `${agency}/agreements?year=2026`,
    officer.token,
  );
  const grant = { personId: bystander.personId, role: "AUDITOR", validFrom: "2026-10-01" };
  const { grantId } = await must<{ grantId: string }>(`${agency}/grants:propose`, officer.token, grant);
  const account = {
    ...{ personId: bystander.personId, bankName: "Bank Contoh", accountNumber: "0000000901", holderName: "CONTOH" },
    ...{ validFrom: "2026-10-01", decree: "Surat pernyataan 901/2026" },
  };
  const { accountId } = await must<{ accountId: string }>(`${agency}/accounts:propose`, officer.token, account);
  const role = "OPERATIONS";
  const siteGrant = { ...(await proposeSiteRole("198201012007011993", role, "Petugas Pusat")), role };
  const importId = await startImport(officer, self.nip);
  await signInAs(self.nip);
  const { sessions } = await must<{ sessions: { sessionId: string; current: boolean }[] }>("/v1/sessions", self.token);
  const entryId = await recordEntry(self);
  const given = { kind: "ASSIGNED", title: "Siapkan bahan rapat" };
  const { task } = await must<{ task: { taskId: string } }>(
    `/v1/people/${self.personId}/tasks:assign`,
    superior.token,
    given,
  );
  // July, sealed on both sides and paid, so that there is a statement to read.
  const office = { path: agency, officer, ...hands, payee: self, superior };
  await closeMonth(agency, "2026-07", officer.token);
  await evaluate(office, "2026-07");
  const policyId = await adoptPolicy(agency, office);
  const { runId, flagId } = await pay(office, "2026-07");
  const objectionId = await fileObjection(self, "2026-07");
  const caseId = await openCorrection(hands.maker, self);
  const correctionId = await correctAttendance(officer, self);
  return {
    ...{ agencyId: self.agencyId, personId: self.personId, personIds: [self.personId], unitId: self.unitId },
    ...{ skpId: skps[0]?.skpId, agreementId: agreements[0]?.agreementId, grantId, accountId, entryId },
    ...{ siteGrant, importId, sessionId: sessions.find(({ current }) => !current)?.sessionId },
    ...{ policyId, otherId: policyId, runId, flagId, batch: 1, taskId: task.taskId, objectionId, caseId, correctionId },
  };
}
