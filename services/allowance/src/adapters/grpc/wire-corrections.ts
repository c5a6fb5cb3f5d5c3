import {
  type CorrectedLine,
  type CorrectedMonth,
  type Correction,
  CorrectionState,
  CorrectionTrigger,
  type DeductionDifference,
  type Receivable,
  type StatementVersion,
  TaxWay,
} from "@kinerja/proto/allowance/v1/correction_service";

import { type StoredCase, type StoredReceivable } from "../../app/corrections/ports.ts";
import { type ShownMonth } from "../../app/corrections/preview-correction.ts";
import { type ShownVersion } from "../../app/corrections/statement-history.ts";
import { type ShownLine } from "../../app/shown-lines.ts";
import { type CaseState } from "../../domain/corrections/case.ts";
import { type MonthDeductions } from "../../domain/corrections/deductions.ts";

const states = ["OPEN", "PREVIEWED", "CONFIRMED", "REFUSED", "NO_CHANGE"] as const;
export const fromState = (state: CorrectionState | undefined): CaseState | undefined =>
  states.find((one) => CorrectionState[one] === state);

export const toCase = (found: StoredCase): Correction => ({
  caseId: found.id,
  agencyId: found.agencyId,
  personId: found.personId,
  trigger: CorrectionTrigger[found.triggerKind],
  affectedFrom: found.affectedFrom,
  note: found.note,
  openedBy: found.openedBy ?? "",
  openedAt: found.openedAt,
  state: CorrectionState[found.state],
  previewSha256: found.previewSha256 ?? "",
  previewedBy: found.previewedBy ?? "",
  previewedAt: found.previewedAt,
  decidedBy: found.decidedBy ?? "",
  decidedAt: found.decidedAt,
  reason: found.reason,
  letter: found.letter,
});

const toLine = ({ id, label, cite, exact, amount, inputs }: ShownLine): CorrectedLine => ({
  ...{ stepId: id, label, cite, exact, amountRupiah: amount, inputs: { ...inputs } },
});

export const toMonth = (month: ShownMonth): CorrectedMonth => ({
  period: month.run.period,
  runId: month.run.id,
  paidRupiah: month.paid,
  netRupiah: month.net,
  deltaRupiah: month.delta,
  held: month.isHeld,
  blockedBy: [...month.blockedBy],
  lines: month.lines.map(({ employmentId, voided, added }) => ({
    ...{ employmentId, voided: voided && toLine(voided), added: added && toLine(added) },
  })),
});

export const toDeductions = ({ payoutPeriod, contributions, tax }: MonthDeductions): DeductionDifference => ({
  payoutPeriod,
  contributions: contributions.map(({ id, label, was, right }) => ({
    ...{ contributionId: id, label, ownWasRupiah: was.own, ownRightRupiah: right.own },
    ...{ employerWasRupiah: was.employer, employerRightRupiah: right.employer },
  })),
  tax: tax && {
    ...{ label: tax.label, borneByEmployee: tax.borneBy === "employee" },
    ...{ wasRupiah: tax.was, rightRupiah: tax.right, way: TaxWay[tax.way] },
  },
});

export const toReceivable = (found: StoredReceivable): Receivable => ({
  receivableId: found.id,
  personId: found.personId,
  label: found.label,
  since: found.since,
  amountRupiah: found.amount,
  recoveredRupiah: found.recovered,
  letter: found.letter,
  causeId: found.caseId ?? "",
});

export const toVersion = (found: ShownVersion): StatementVersion => ({
  employmentId: found.employmentId,
  version: found.version,
  runId: found.runId,
  caseId: found.caseId ?? "",
  note: found.note,
  at: found.at,
  grossRupiah: found.gross,
  cutRupiah: found.cut,
  netRupiah: found.net,
  sha256: found.sha256,
  lines: found.steps.map(toLine),
});
