import { type Violation } from "@kinerja/common/errors";
import { type Day, type Period, type Rupiah } from "@kinerja/common/kernel";

import { type PaymentDetail, type PaymentRow } from "../payment-file.ts";
import { type PolicyDocument } from "../policy/document.ts";
import { type Facts } from "../policy/sources.ts";
import { type RunKind } from "../run.ts";
import { type OvertimeList } from "./adk-orders.ts";
import { type ExportOptions } from "./formats.ts";
import { type Payment } from "./payment.ts";
import { type PayslipLine } from "./payslip.ts";

/** One person of a batch, with everything that a file may say of people. */
export type PaidPerson = PaymentRow &
  PaymentDetail & {
    /** What the person pays, and what the State or the region pays beside. */
    readonly tax: Rupiah;
    readonly taxBorne: Rupiah;
    /** Lines of the payout document. */
    readonly payment: Payment;
    /** Frozen facts of the employment that is paid; nothing where a format does not ask. */
    readonly facts: Facts;
    /** NPWP or NIK as the agency's facts have it; empty where they don't. */
    readonly tin: string;
    /** Lines of the statements; empty where a format does not ask. */
    readonly statement: readonly PayslipLine[];
  };

/** What all people of a file share. */
export type ExportContext = {
  readonly runId: string;
  readonly runKind: RunKind;
  readonly policyKind: PolicyDocument["kind"];
  readonly period: Period;
  readonly payoutPeriod: Period;
  readonly batch: number;
  readonly settings: ReadonlyMap<string, string>;
  readonly options: ExportOptions;
  /** Of accounts, of the transfer and of the withholding. */
  readonly day: Day;
  /** Where the file comes from, in one line. */
  readonly watermark: string;
  readonly orders: OvertimeList | undefined;
};

/** The agency's name lines, as far as they are set. */
export const letterheadOf = (settings: ReadonlyMap<string, string>): string[] =>
  ["letterhead.1", "letterhead.2", "letterhead.3"].flatMap((key) => settings.get(key) ?? []);

/** A word of the frozen facts; empty where nobody has said it. */
export function factWord(facts: Facts, name: "roster.class" | "roster.grade" | "roster.staff_kind"): string {
  const value = facts[name];
  return typeof value === "string" ? value : "";
}

/** What is wrong with a row of a file, said of its person: `/rows/3/nip` is nobody's business outside of the file. */
export const ofPeople = (violations: readonly Violation[], people: readonly PaidPerson[]): Violation[] =>
  violations.map((violation) => {
    const [, index, field = ""] = /^\/rows\/(\d+)\/(.+)$/.exec(violation.pointer) ?? [];
    const personId = index === undefined ? undefined : people[Number(index)]?.personId;
    return personId === undefined ? violation : { ...violation, pointer: `/people/${personId}/${field}` };
  });
