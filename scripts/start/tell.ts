import { demoPassword } from "../demo/constants.ts";
import { auditorOf, officersOf } from "../demo/officers.ts";
import { type Province } from "../demo/province.ts";
import { type Report } from "./report.ts";

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

const rupiah = new Intl.NumberFormat("id-ID");

/** What the month came to, step by step. */
function tellMonth({ agreements, skp, entries, decisions, evaluations, run, sealedMonths, cases }: Report): void {
  say(`${agreements} agreements, ${skp.set} SKP set, ${skp.returned} returned once, ${skp.withoutAssessor} without an assessor`);
  say(`${entries.stored} entries stored of ${entries.acknowledged} acknowledgements (${entries.retried} sent twice), ${entries.flagged} flagged`);
  say(`${decisions.approved} approvals, ${decisions.returned} returned, ${sealedMonths} months sealed`);
  say(`${evaluations.realised} told what they achieved and heard ${evaluations.feedback} remarks, ${evaluations.issued} evaluations issued, ${evaluations.patternsChecked} patterns checked, ${evaluations.patternsExplained} explained`);
  say(`${run.statements} statements: Rp${rupiah.format(run.grossRupiah)} gross − Rp${rupiah.format(run.cutRupiah)} cuts = Rp${rupiah.format(run.netRupiah)} net; ${run.flags} flags; the ledger sums to ${run.ledgerSum}`);
  say(`special cases: ${Object.entries(cases).map(([name, { happened }]) => `${name} ${happened}`).join(", ")}`);
} // prettier-ignore

/** What was done, on the terminal. With a personnel file of somebody's own no month is played. */
export function tell(report: Report, isPlayed: boolean): void {
  const { people, agencies, units, invariants, cpuSeconds, durationS, rssMb, idlePercent } = report;
  say(`\n${people} people in ${units} units of ${agencies} agencies`);
  if (isPlayed) tellMonth(report);
  const checked = Object.entries(invariants).map(
    ([id, { checked: looked, applies }]) => `${id} ${applies === false ? "does not apply" : looked}`,
  );
  say(`invariants checked: ${checked.join(", ")}`);
  const cpu = Object.entries(cpuSeconds).map(([name, seconds]) => `${name} ${seconds.toFixed(0)}`);
  say(`${durationS.toFixed(0)} s, ${rssMb} MB; seconds of CPU: ${cpu.join(", ")}`);
  if (idlePercent !== undefined) say(`idle: ${idlePercent.toFixed(1)} % of a core`);
}

const titles: Readonly<Record<string, string>> = {
  personnel: "personnel officer",
  maker: "pay maker",
  checker: "pay checker",
  approver: "pay approver",
  secondPersonnel: "second personnel",
};

export function tellAccounts(url: string, province: Province): void {
  const agency = province.agencies[0]?.siasnId ?? "";
  const head = province.people.find((person) => person.head && person.positionClass === 11);
  const employee = province.people.find(({ superiorNip }) => superiorNip === head?.nip);
  const people = { employee, superior: head, ...officersOf({ province })[agency], auditor: auditorOf(province) };
  say(`\n  ${url}\n\n  Demo accounts (password "${demoPassword}"):`);
  for (const [role, person] of Object.entries(people))
    if (person) say(`    ${(titles[role] ?? role).padEnd(18)} NIP ${person.nip}`);
  say("\n  Ctrl-C stops everything; npm start goes on from here.");
}
