import { type CoretaxRow } from "./coretax.ts";
import { type PaidPerson } from "./paid-person.ts";
import { type PaymentLine } from "./payment.ts";
import { refuse } from "./text.ts";

/** "TER A: 5% dari seluruhnya, 2,5% dari gaji": the rate of the month on everything that it paid. */
const monthly = /^TER [ABC]: (\d+(?:,\d+)?)% dari seluruhnya/;

const inputOf = ({ inputs }: PaymentLine, name: string): string => inputs.find(([one]) => one === name)?.[1] ?? "";

function lineOf({ payment }: PaidPerson): { readonly line: PaymentLine; readonly isBorne: boolean } | undefined {
  const isTax = (line: PaymentLine): boolean => monthly.test(line.rate);
  const borne = payment.pairs.find(isTax);
  const line = borne ?? payment.lines.find(isTax);
  return line && { line, isBorne: borne !== undefined };
}

/** Contributions of other months that are set right, and what of them is billed, are no income. */
const hasIncome = ({ payment }: PaidPerson): boolean =>
  payment.lines.some(({ role }) => role !== "contribution" && role !== "other");

/**
 * Rows of the monthly withholding: base and rate as the payout's line of tax has them. The year's last month and final taxes go on other forms, and are
 * refused by person. Who is paid nothing has no row.
 */
export function coretaxRows(people: readonly PaidPerson[], objectCode: string, position: string): CoretaxRow[] {
  const found = people.map((person) => ({ person, tax: lineOf(person) }));
  refuse(
    found.flatMap(({ person, tax }, index) =>
      tax || !hasIncome(person) ? [] : [{ pointer: `/rows/${index}/rate`, code: "TAX_NOT_MONTHLY" }],
    ),
  );
  return found.flatMap(({ person, tax }): CoretaxRow[] => {
    if (!tax) return [];
    const { line, isBorne } = tax;
    return [
      {
        ...{ tin: person.tin, passport: "", ptkp: inputOf(line, "PTKP"), position, objectCode },
        ...{ certificate: isBorne ? "DTP" : "N/A", gross: line.base },
        rate: (monthly.exec(line.rate)?.[1] ?? "").replace(",", "."),
      },
    ];
  });
}
