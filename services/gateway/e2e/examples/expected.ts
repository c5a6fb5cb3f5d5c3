/** How an example that can't succeed in the test world is answered, and why it can't. */
export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly why: string;
}

const noRun = {
  status: 404,
  code: "RUN_UNKNOWN",
  why: "a run needs a sealed month; runs.e2e.test.ts makes one elsewhere",
};
const noObjection = {
  status: 404,
  code: "OBJECTION_UNKNOWN",
  why: "an objection needs a settled statement; what-if.e2e.test.ts makes one elsewhere",
};
const noCase = {
  status: 404,
  code: "CORRECTION_UNKNOWN",
  why: "the example names no case; access.e2e.test.ts opens one",
};
const notSealed = {
  status: 422,
  code: "MONTH_NOT_SEALED",
  why: "the month is not over, and sealing takes minutes of the clock",
};

/** Success of these is shown, and held to the document, where their objects are made (`must`); each of the others has to succeed here. */
export const expected: Readonly<Record<string, Expected>> = {
  getEvidence: {
    status: 404,
    code: "NOT_FOUND",
    why: "no entry names the example's file; log.e2e.test.ts downloads one",
  },
  withdrawAttendanceCorrection: {
    status: 404,
    code: "ATTENDANCE_CORRECTION_UNKNOWN",
    why: "the example names no correction; access.e2e.test.ts makes one",
  },
  getAttendanceEvidence: {
    status: 404,
    code: "NOT_FOUND",
    why: "no correction names the example's file; access.e2e.test.ts reads one",
  },
  proposeReopening: { status: 422, code: "REOPENING_NOT_NEEDED", why: notSealed.why },
  confirmReopening: { status: 422, code: "REOPENING_UNKNOWN", why: notSealed.why },
  rejectReopening: { status: 422, code: "REOPENING_UNKNOWN", why: notSealed.why },
  setAgreement: {
    status: 422,
    code: "AGREEMENT_SET",
    why: "the agency's agreements are all set when the world is made",
  },
  sealPeriod: notSealed,
  rateEvaluation: notSealed,
  getRun: noRun,
  exportRun: noRun,
  listExportFormats: noRun,
  createExport: noRun,
  listExports: noRun,
  downloadExport: noRun,
  reconcileExport: noRun,
  getPayslip: { status: 404, code: "STATEMENT_UNKNOWN", why: noRun.why },
  approveRun: noRun,
  settleRun: noRun,
  holdPerson: noRun,
  checkRun: noRun,
  listRunFlags: noRun,
  listRunStatements: noRun,
  resolveFlag: { status: 404, code: "FLAG_UNKNOWN", why: noRun.why },
  startRun: { status: 422, code: "PERIOD_NOT_SEALED", why: notSealed.why },
  confirmPolicyNumber: {
    status: 422,
    code: "POLICY_PLACE_CERTAIN",
    why: "the policy of the world is invented, and doubts nothing of itself",
  },
  reportPolicyImpact: { status: 422, code: "POSTED_MONTH_MISSING", why: noRun.why },
  getStatement: { status: 404, code: "STATEMENT_UNKNOWN", why: noRun.why },
  fileObjection: { status: 404, code: "STATEMENT_UNKNOWN", why: noRun.why },
  simulateMonth: {
    status: 422,
    code: "POLICY_MISSING",
    why: "the agency has a draft only; what-if.e2e.test.ts adopts one elsewhere",
  },
  withdrawObjection: noObjection,
  answerObjection: noObjection,
  getObjectionEvidence: noObjection,
  compareRun: noRun,
  getCorrection: noCase,
  previewCorrection: noCase,
  confirmCorrection: noCase,
  refuseCorrection: noCase,
  releaseHold: { status: 404, code: "HOLD_UNKNOWN", why: noRun.why },
  explainDistribution: {
    status: 422,
    code: "REASON_NOT_NEEDED",
    why: "a pattern is missed only by ratings, which need a sealed month",
  },
  submitSkp: { status: 422, code: "SKP_INCOMPLETE", why: "saveSkp's example has emptied the draft" },
  returnSkp: {
    status: 409,
    code: "VERSION_CONFLICT",
    why: "the plan is set already and counts more versions than the example",
  },
  setSkp: {
    status: 409,
    code: "VERSION_CONFLICT",
    why: "the plan is set already and counts more versions than the example",
  },
};
