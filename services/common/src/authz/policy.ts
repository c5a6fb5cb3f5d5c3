/** As whom somebody acts on a person or an agency. Lower case: relations; upper case: roles in the object's agency. */
export type Capacity =
  | "self"
  | "superior"
  | "superior-of-superior"
  | "team-lead"
  | "acting"
  | "PERSONNEL_OFFICER"
  | "PAY_MAKER"
  | "PAY_CHECKER"
  | "PAY_APPROVER"
  | "AUDITOR"
  | "BKN_OPERATOR"
  | "OPERATIONS";

const assessors = ["superior", "acting"] as const;
const readers = ["self", ...assessors, "team-lead", "PERSONNEL_OFFICER", "AUDITOR"] as const;
const officers = ["PERSONNEL_OFFICER"] as const;
const payOfficers = ["PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"] as const;
const overseers = ["PERSONNEL_OFFICER", "AUDITOR"] as const;

/** Who may: one clause for each action and resource of the protos' authorisation options. What is not listed is denied. */
export const policy: Readonly<Record<string, readonly Capacity[]>> = {
  "end session": ["self"],
  "list session": ["self"],
  "change credential": ["self"],
  "issue-code credential": officers,
  "read person": ["self"],
  "lookup person": readers,
  "list person": overseers,
  "list agency": ["self"],
  "list unit": ["self", ...overseers],
  "list-subordinates person": ["self"],
  "read calendar": ["self"],
  "set relation": officers,
  "propose grant": officers,
  "confirm grant": officers,
  "start import": officers,
  "read import": overseers,
  "apply import": officers,
  "record entry": ["self"],
  "list entry": readers,
  "read entry": readers,
  "read month": readers,
  "inbox entry": ["self"],
  "approve entry": assessors,
  "return entry": assessors,
  "import attendance": officers,
  "list-missing month": overseers,
  "close period": officers,
  "read period": ["self", ...overseers, "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "BKN_OPERATOR"],
  "save agreement": ["acting", "superior", ...officers],
  "set agreement": officers,
  "list agreement": ["self", ...overseers],
  "save matrix": ["self"],
  "read matrix": ["self"],
  "create skp": ["self"],
  "save skp": ["self"],
  "submit skp": ["self"],
  "revise skp": ["self"],
  "return skp": assessors,
  "set skp": assessors,
  "read skp": [...readers, "superior-of-superior"],
  "list skp": [...readers, "superior-of-superior"],
  "list-team skp": ["self"],
  "save plan": ["self"],
  "read plan": readers,
  "read tree": ["self", ...overseers],
  "list notice": ["self"],
  "set unit-predicate": ["superior", ...officers],
  "give feedback": [...assessors, "team-lead"],
  "realise evaluation": ["self"],
  "read evaluation": [...readers, "superior-of-superior"],
  "list-team evaluation": ["self"],
  "rate evaluation": assessors,
  "read distribution": [...assessors, ...overseers],
  "explain distribution": [...assessors, ...officers],
  "issue evaluation": ["self"],
  "seal evaluation-period": officers,
  "read evaluation-period": [...overseers, "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"],
  "draft policy": ["PAY_MAKER"],
  "review policy": ["PAY_CHECKER"],
  "approve policy": ["PAY_APPROVER"],
  "list policy": [...payOfficers, ...overseers],
  "read policy": ["self", ...payOfficers, ...overseers],
  "start run": ["PAY_MAKER"],
  "read run": [...payOfficers, ...overseers],
  "list run": [...payOfficers, ...overseers],
  "resolve flag": ["PAY_MAKER", "PAY_CHECKER"],
  "check run": ["PAY_CHECKER"],
  "approve run": ["PAY_APPROVER"],
  "export run": ["PAY_CHECKER", "PAY_APPROVER"],
  "list statement": ["self"],
  "read statement": ["self", ...payOfficers, "AUDITOR"],
  "read ledger": [...payOfficers, "AUDITOR"],
};
