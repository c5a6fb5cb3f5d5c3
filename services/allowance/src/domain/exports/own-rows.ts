import { daysOf, type DayStatus, statusesIn } from "./adk-days.ts";
import { standsIn, tellingPeople } from "./build.ts";
import { type FormatId } from "./formats.ts";
import { type ExportContext, type PaidPerson } from "./paid-person.ts";
import { rateHundredths } from "./read-coretax.ts";
import { type PaidRow } from "./read-rows.ts";
import { coretaxRows } from "./tax-rows.ts";

type Said = Pick<ExportContext, "settings">;

/** The days of meal money, of the statuses that the agency has named. */
function mealDays(person: PaidPerson, { settings }: Said): DayStatus[] {
  const statuses = statusesIn(settings.get("meals.statuses") ?? "");
  return daysOf(person).filter(({ status }) => statuses.includes(status));
}

const taxRows = (person: PaidPerson): PaidRow[] =>
  tellingPeople([person], () => coretaxRows([person], "", "")).map(({ tin, gross, rate }) => ({
    ...{ nip: person.nip, name: person.name, number: { of: "tin", digits: tin } },
    amounts: { base: gross, rate: rateHundredths(rate) ?? 0n },
  }));

/** The rows that a file of the format has of a person, as its reader reads them. Overtime hangs on orders that the payment does not know. */
export function ownRows(format: FormatId, person: PaidPerson, said: Said): PaidRow[] {
  const { nip, name, gross, net, amount } = person;
  if (!standsIn(format, person)) return [];
  if (format === "BANK")
    return [{ nip, name, number: { of: "account", digits: person.accountNumber }, amounts: { amount } }];
  if (format === "ADK_MEALS")
    return mealDays(person, said).map(({ day }) => ({ nip, name, day, amounts: { days: 1n } }));
  if (format === "CORETAX_XML") return taxRows(person);
  return [{ nip, name, amounts: { gross, cut: gross - net, net, amount, jumlah_ditransfer: amount } }];
}
