import { readFileSync } from "node:fs";
import { join } from "node:path";

import { officersOf } from "../../../../scripts/demo/officers.ts";
import { type Actor, must, signInAs } from "../access/cast.ts";
import { province } from "../fuzz/quiet-agency.ts";
import { closeMonth } from "../close-month.ts";
import { ask, until } from "../world.ts";

const period = "2026-09";

interface Office {
  readonly path: string;
  readonly officer: Actor;
  readonly maker: Actor;
  readonly checker: Actor;
  readonly approver: Actor;
  readonly payee: Actor;
  readonly superior: Actor;
}

/** The four officers of the third agency, and one of its staff who only works. */
async function openOffice(): Promise<Office> {
  const [, , agency] = province.agencies;
  const offices = officersOf({ province })[agency?.siasnId ?? ""];
  if (offices === undefined) throw new Error("the third agency has no officers");
  const held = new Set(Object.values(offices).map(({ nip }) => nip));
  const worker = province.people.find(
    ({ agency: at, head, nip, superiorNip }) => at === agency && !head && superiorNip !== "" && !held.has(nip),
  );
  if (worker === undefined) throw new Error("the third agency has too few people");
  const [officer, maker, checker, approver, payee, superior] = await Promise.all([
    signInAs(offices.personnel.nip),
    signInAs(offices.maker.nip),
    signInAs(offices.checker.nip),
    signInAs(offices.approver.nip),
    signInAs(worker.nip),
    signInAs(worker.superiorNip),
  ]);
  return { path: `/v1/agencies/${payee.agencyId}`, officer, maker, checker, approver, payee, superior };
}

async function evaluate({ path, officer, payee, superior }: Office): Promise<void> {
  const unit = { unitId: payee.unitId, period, predicate: "BAIK", reason: "Sesuai target" };
  await must(`${path}/unit-predicates:set`, officer.token, unit);
  await until("the rating", async () => {
    const body = { result: "SESUAI", behaviour: "SESUAI" };
    const rate = `/v1/people/${payee.personId}/evaluations/${period}:rate`;
    const answer = await ask<{ code?: string }>(rate, { token: superior.token, body });
    if (answer.status === 200) return true;
    if (answer.body.code === "MONTH_NOT_SEALED") return undefined;
    throw new Error(`the rating answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
  });
  await must(`/v1/team/evaluations/${period}:issue`, superior.token, { personIds: [payee.personId] });
  await must(`${path}/evaluations/${period}:seal`, officer.token, { acceptMissing: true });
}

async function adoptPolicy({ path, maker, checker, approver }: Office): Promise<void> {
  const raw = readFileSync(join(__dirname, "../../../allowance/policies/contoh-tpp.yaml"), "utf8");
  const headers = { "content-type": "application/octet-stream" };
  const { body } = await ask<{ fileId: string }>("/v1/files", { method: "PUT", raw, token: maker.token, headers });
  type Drafted = { policy: { policyId: string; sha256: string } };
  const { policy } = await must<Drafted>(`${path}/policies:draft`, maker.token, { fileId: body.fileId });
  await must(`${path}/policies/${policy.policyId}:review`, checker.token, {});
  await must(`${path}/policies/${policy.policyId}:approve`, approver.token, { sha256: policy.sha256 });
}

type Run = { runId: string; state: string; cause: string; batches: { batch: number; sha256: string }[] };
type Flag = { flagId: string; severity: string };

async function run({ path, maker, checker, approver }: Office): Promise<void> {
  const { run: started } = await must<{ run: Run }>(`${path}/runs:start`, maker.token, { period });
  const runPath = `${path}/runs/${started.runId}`;
  const read = async (): Promise<Run> => (await must<{ run: Run }>(runPath, maker.token)).run;
  await until("the run", async () => {
    const { state, cause } = await read();
    if (state === "FAILED") throw new Error(`the run failed: ${cause}`);
    return state === "COMPUTED" ? true : undefined;
  });
  const { flags } = await must<{ flags: Flag[] }>(`${runPath}/flags?pageSize=200`, maker.token);
  for (const { flagId, severity } of flags.filter((flag) => flag.severity !== "NOTE")) {
    const decision = severity === "BLOCK" ? "HOLD" : "ACKNOWLEDGE";
    const body = { decision, reason: "Sudah diperiksa" };
    const answer = await ask<{ code?: string }>(`${runPath}/flags/${flagId}:resolve`, { token: maker.token, body });
    // The officers' own rows are in a batch that others pay; who is held out by one flag is by all.
    if (answer.status !== 200 && !/^(OWN_ROW|FLAG_DECIDED)$/.test(answer.body.code ?? ""))
      throw new Error(`the flag answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  const sha256 = (await read()).batches.find(({ batch }) => batch === 1)?.sha256;
  await must(`${runPath}/batches/1:check`, checker.token, { sha256 });
  await must(`${runPath}/batches/1:approve`, approver.token, { sha256 });
  await ask(`${runPath}/batches/1/export`, { token: approver.token });
}

/** What the payee reads: gross to net, step by step. */
async function amountsOf({ payee }: Office): Promise<string[]> {
  const answer = await must<unknown>(`/v1/statements/${period}`, payee.token);
  const found = JSON.stringify(answer).matchAll(/"\w*Rupiah":"-?(\d{6,})"/g);
  return [...new Set([...found].map(([, digits = ""]) => digits))];
}

/** A month of the third agency, paid: amounts that must not be told but to those whom they concern. */
export async function pay(): Promise<string[]> {
  const office = await openOffice();
  await closeMonth(office.path, period, office.officer.token);
  await evaluate(office);
  await adoptPolicy(office);
  await run(office);
  return amountsOf(office);
}
