import { officersOf } from "../../../../scripts/demo/officers.ts";
import { must, signInAs } from "../access/cast.ts";
import { adoptPolicy } from "../adopt-policy.ts";
import { province } from "../fuzz/quiet-agency.ts";
import { closeMonth } from "../close-month.ts";
import { evaluate, type Office, pay as payMonth } from "../pay-month.ts";
import { ask } from "../world.ts";

const period = "2026-09";

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
  await evaluate(office, period);
  await adoptPolicy(office.path, office);
  const { runId } = await payMonth(office, period);
  await ask(`${office.path}/runs/${runId}/batches/1/export`, { token: office.approver.token });
  return amountsOf(office);
}
