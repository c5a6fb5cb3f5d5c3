import { type Objection, type PayoutLine, type Statement, type Step } from "./types.ts";

/** A line that can be objected to, as it was read. */
export interface ObjectedLine {
  readonly label: string;
  readonly stepId: string;
  /** Missing for a line of the payout. */
  readonly employmentId?: string;
  readonly statementSha256: string;
  readonly amountRupiah: string;
}

export const lineOfStep = ({ label, stepId, employmentId, statementSha256, amountRupiah }: Step): ObjectedLine => ({
  ...{ label, stepId, employmentId, statementSha256, amountRupiah },
});

export const lineOfPayout = (
  { label, lineId, amountRupiah }: PayoutLine,
  { payoutSha256 }: Pick<Statement, "payoutSha256">,
): ObjectedLine => ({ label, stepId: lineId, statementSha256: payoutSha256, amountRupiah });

/** The objection to this very line that nobody has answered. */
export const openObjection = (
  objections: readonly Objection[],
  { stepId, employmentId = "", statementSha256 }: ObjectedLine,
): Objection | undefined =>
  objections.find(
    (one) =>
      one.state === "FILED" &&
      one.stepId === stepId &&
      one.employmentId === employmentId &&
      one.statementSha256 === statementSha256,
  );

export type ObjectionFault = "short" | "files" | "size";

export const mostFiles = 5;
/** As the API takes them; Unicode letters. */
const [shortest, longest] = [10, 2_000];
/** As much as the gateway takes of one file. */
const mostBytes = 20_000_000;

export const lettersOf = (text: string): number => Array.from(text.trim()).length;

/** What has to be mended before it can be sent. */
export function objectionFaults(reason: string, files: readonly Pick<File, "size">[]): readonly ObjectionFault[] {
  const letters = lettersOf(reason);
  return [
    ...(letters < shortest || letters > longest ? ["short" as const] : []),
    ...(files.length > mostFiles ? ["files" as const] : []),
    ...(files.some(({ size }) => size > mostBytes || size === 0) ? ["size" as const] : []),
  ];
}
