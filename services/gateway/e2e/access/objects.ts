import { toCsv } from "../../../../scripts/demo/csv.ts";
import { makeProvince } from "../../../../scripts/demo/province.ts";
import { adoptPolicy, upload } from "../adopt-policy.ts";
import { closeMonth } from "../close-month.ts";
import { ask, newId, platformNow, until } from "../world.ts";
import { type Actor, must, signInAs } from "./cast.ts";

type Cast = Readonly<Record<string, Actor>>;

/** Values of the requests by the name of their field: objects of the employee and of the employee's agency that really are there. */
export type Objects = Readonly<Record<string, unknown>>;

async function recordEntry({ token, employmentId }: Actor): Promise<string> {
  const id = newId(await platformNow());
  const entry = { id, version: 1, employmentId, workDate: "2026-10-06", kind: "ADDITIONAL", description: "Rapat" };
  const { results } = await must<{ results: { receipt?: { position: string } }[] }>("/v1/entries:record", token, {
    entries: [{ ...entry, minutes: 30 }],
  });
  await must(`/v1/entries?fromDate=2026-10-06&toDate=2026-10-06&after=${results[0]?.receipt?.position ?? ""}`, token);
  return id;
}

/** July, closed and sealed on both sides, so that there is something to pay. */
async function sealJuly(agency: string, officer: string): Promise<void> {
  await closeMonth(agency, "2026-07", officer);
  // The closing reaches evaluation by its topic.
  await until("the sealed evaluations", async () => {
    const sealed = await ask(`${agency}/evaluations/2026-07:seal`, { token: officer, body: { acceptMissing: true } });
    return sealed.status === 200 ? sealed : undefined;
  });
}

async function startRun(agency: string, maker: string): Promise<{ runId: string; flagId: string }> {
  const { run } = await must<{ run: { runId: string } }>(`${agency}/runs:start`, maker, { period: "2026-07" });
  const path = `${agency}/runs/${run.runId}`;
  const { state, cause } = await until("the run", async () => {
    const { run: now } = await must<{ run: { state: string; cause: string } }>(path, maker);
    return /^(FREEZ|COMPUT)ING$/.test(now.state) ? undefined : now;
  });
  if (state !== "COMPUTED") throw new Error(`the run is ${state}: ${cause}`);
  const { flags } = await must<{ flags: { flagId: string }[] }>(`${path}/flags`, maker);
  return { runId: run.runId, flagId: flags[0]?.flagId ?? "" };
}

/** A dry run of one line that changes nothing: the employee as the file of the province has it. */
async function startImport({ token }: Actor, nip: string): Promise<string> {
  const province = makeProvince(7, 60);
  const csv = toCsv({ ...province, people: province.people.filter((one) => one.nip === nip), secondPosts: [] });
  const started = { fileId: await upload(csv, token), effectiveDate: "2026-10-01" };
  return (await must<{ import: { importId: string } }>("/v1/imports:start", token, started)).import.importId;
}

export async function makeObjects(cast: Cast): Promise<Objects> {
  const { self, officer, bystander, maker, checker, approver } = cast;
  if (!self || !officer || !bystander || !maker || !checker || !approver) throw new Error("the cast is not whole");
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
  const importId = await startImport(officer, self.nip);
  await signInAs(self.nip);
  const { sessions } = await must<{ sessions: { sessionId: string; current: boolean }[] }>("/v1/sessions", self.token);
  const entryId = await recordEntry(self);
  await sealJuly(agency, officer.token);
  const policyId = await adoptPolicy(agency, { maker, checker, approver });
  const { runId, flagId } = await startRun(agency, maker.token);
  return {
    ...{ agencyId: self.agencyId, personId: self.personId, personIds: [self.personId], unitId: self.unitId },
    ...{ skpId: skps[0]?.skpId, agreementId: agreements[0]?.agreementId, grantId, accountId, entryId },
    ...{ importId, sessionId: sessions.find(({ current }) => !current)?.sessionId },
    ...{ policyId, runId, flagId, batch: 1 },
  };
}
