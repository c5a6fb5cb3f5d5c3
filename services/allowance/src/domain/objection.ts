import { Refusal } from "@kinerja/common/errors";
import { type Rupiah } from "@kinerja/common/kernel";

export type ObjectionState = "FILED" | "ANSWERED" | "WITHDRAWN";

/** That somebody holds a line of an own settled statement to be wrong. Its clock, and a second instance, belong to evaluation: here nothing expires. */
export type Objection = {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly runId: string;
  readonly period: string;
  /** Undefined for a line of the payout. */
  readonly employmentId: string | undefined;
  readonly lineId: string;
  /** Words and amount of the line when it was filed. */
  readonly label: string;
  readonly amount: Rupiah;
  readonly statementSha256: string;
  readonly reason: string;
  /** Files by the hash of their content, and what they are called. */
  readonly evidence: readonly string[];
  readonly evidenceNames: readonly string[];
  readonly state: ObjectionState;
  readonly filedAt: Date;
  readonly answer: string | undefined;
  /** The line is to be corrected; undefined before the answer. */
  readonly accepted: boolean | undefined;
  readonly answeredBy: string | undefined;
  readonly answeredAt: Date | undefined;
};

function refuseUnlessFiled({ state }: Objection): void {
  if (state !== "FILED") throw new Refusal("refused", "OBJECTION_STATE", { state, needed: "FILED" });
}

/** Taken back by its author, while nobody has answered. */
export function withdraw(objection: Objection): Objection {
  refuseUnlessFiled(objection);
  return { ...objection, state: "WITHDRAWN" };
}

export type Answer = {
  readonly by: string;
  readonly at: Date;
  readonly accepted: boolean;
  readonly answer: string;
};

/** Nobody answers the own objection. Accepting changes no amount: a correction names the objection as its cause. */
export function answer(objection: Objection, { by, at, accepted, answer: text }: Answer): Objection {
  refuseUnlessFiled(objection);
  if (objection.personId === by) throw new Refusal("forbidden", "OWN_ROW");
  return { ...objection, state: "ANSWERED", accepted, answer: text, answeredBy: by, answeredAt: at };
}

/** A line that can be objected to. */
export type ObjectedLine = {
  readonly id: string;
  readonly employmentId: string | undefined;
  readonly statementSha256: string;
  readonly label: string;
  readonly amount: Rupiah;
};

/** The line as it stands, if it is the one that was read. */
export function lineOf(
  lines: readonly ObjectedLine[],
  read: Pick<ObjectedLine, "id" | "employmentId" | "statementSha256">,
): ObjectedLine {
  const line = lines.find(({ id, employmentId }) => id === read.id && employmentId === read.employmentId);
  if (!line) throw new Refusal("not-found", "OBJECTION_LINE_UNKNOWN");
  if (line.statementSha256 !== read.statementSha256) throw new Refusal("conflict", "HASH_MISMATCH");
  return line;
}
