/**
 * As whom somebody acts on a person or an agency. Lower case: relations; upper case: roles in the object's agency. A peer worked in the same
 * unit in the time that the object is about; a colleague works in the object's agency today.
 */
export type Capacity =
  | "self"
  | "colleague"
  | "superior"
  | "superior-of-superior"
  | "team-lead"
  | "peer"
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
  // The tree of an agency is open to everybody who works there, and so are the names in it.
  "lookup person": [...readers, "superior-of-superior", "peer", "colleague"],
  "list person": overseers,
  "list agency": ["self"],
  "list unit": ["self", ...overseers],
  "list-subordinates person": ["self"],
  "read calendar": ["self"],
  "set relation": officers,
  "propose grant": officers,
  "confirm grant": officers,
  "list grant": overseers,
  "list holiday": ["self", ...overseers, "BKN_OPERATOR", "OPERATIONS"],
  "set holiday": [...officers, "BKN_OPERATOR"],
  "set working-week": officers,
  "propose account": officers,
  "confirm account": officers,
  "list account": overseers,
  "start import": officers,
  "read import": overseers,
  "apply import": officers,
  "record entry": ["self"],
  "list entry": readers,
  "read entry": readers,
  "read month": readers,
  "inbox entry": ["self"],
  "read unit-work": ["superior", ...overseers],
  "approve entry": assessors,
  "return entry": assessors,
  // Only entries that their assessor left alone longer than the agency's policy allows; activity knows which. Who acts stands one step above whom it names.
  "decide-escalated entry": ["superior-of-superior", "acting"],
  "assign task": [...assessors, "team-lead"],
  "list task": readers,
  "list-given task": ["self"],
  "finish task": ["self"],
  "confirm task": [...assessors, "team-lead"],
  "return task": [...assessors, "team-lead"],
  "cancel task": [...assessors, "team-lead"],
  "propose-reopening period": officers,
  "confirm-reopening period": officers,
  "list decision": overseers,
  "propose escalation": officers,
  "confirm escalation": officers,
  // Whose entries a rule decides on may know it.
  "read escalation": ["self", ...overseers],
  "list escalation": overseers,
  "import attendance": officers,
  "record attendance": officers,
  "correct attendance": officers,
  "list attendance": readers,
  "list attendance-correction": overseers,
  "set shift-day": officers,
  "list shift-day": readers,
  "set schedule": officers,
  // Whoever is measured by hours may know them.
  "list schedule": ["self", ...overseers],
  "list-missing month": overseers,
  "close period": officers,
  "read period": ["self", ...overseers, "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "BKN_OPERATOR"],
  "save agreement": ["superior", ...officers],
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
  "list-gaps skp": overseers,
  "list parent": ["self"],
  "save plan": ["self"],
  "read plan": readers,
  "read tree": ["self", ...overseers],
  "list notice": ["self"],
  "set unit-predicate": ["superior", ...officers],
  "give feedback": [...assessors, "team-lead", "peer"],
  "realise evaluation": ["self"],
  "read evaluation": [...readers, "superior-of-superior"],
  "list-team evaluation": ["self"],
  "list-gaps evaluation": overseers,
  "rate evaluation": assessors,
  "read distribution": ["superior", ...overseers],
  "explain distribution": ["superior", ...officers],
  "issue evaluation": ["self"],
  "seal evaluation-period": officers,
  "read evaluation-period": [...overseers, "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER"],
  "draft policy": ["PAY_MAKER"],
  "review policy": ["PAY_CHECKER"],
  "approve policy": ["PAY_APPROVER"],
  "activate policy": ["PAY_APPROVER"],
  "confirm policy-number": payOfficers,
  "report policy-impact": payOfficers,
  "list policy": [...payOfficers, ...overseers],
  "read policy": ["self", ...payOfficers, ...overseers],
  "start run": ["PAY_MAKER"],
  "read run": [...payOfficers, ...overseers],
  "list run": [...payOfficers, ...overseers],
  "list run-statement": [...payOfficers, "AUDITOR"],
  "resolve flag": ["PAY_MAKER", "PAY_CHECKER"],
  "check run": ["PAY_CHECKER"],
  "approve run": ["PAY_APPROVER"],
  "settle run": payOfficers,
  "hold run": ["PAY_MAKER", "PAY_CHECKER"],
  "export run": ["PAY_CHECKER", "PAY_APPROVER"],
  // The account that is debited stands there: it takes one who computes and one who approves, in either order.
  "set export-setting": ["PAY_MAKER", "PAY_APPROVER"],
  "list export-setting": [...payOfficers, "AUDITOR"],
  // Changing what pay rests on needs two people, neither of whom computes the pay.
  "propose fact": officers,
  "import fact": officers,
  "decide fact": officers,
  "list fact": [...payOfficers, ...overseers],
  "list-own fact": ["self"],
  "read fact-kind": ["self"],
  // Who looks computes anew; who confirms or refuses is another one, and both stand apart from those who say the facts.
  "open correction": ["PAY_MAKER", "PAY_CHECKER"],
  "list correction": [...payOfficers, "AUDITOR"],
  "read correction": [...payOfficers, "AUDITOR"],
  "preview correction": ["PAY_MAKER", "PAY_CHECKER"],
  "confirm correction": ["PAY_CHECKER", "PAY_APPROVER"],
  "refuse correction": ["PAY_CHECKER", "PAY_APPROVER"],
  "release hold": ["PAY_CHECKER", "PAY_APPROVER"],
  "list receivable": [...payOfficers, "AUDITOR"],
  "list statement-version": ["self"],
  "list statement": ["self"],
  "read statement": ["self", ...payOfficers, "AUDITOR"],
  // It shows pay and attendance of the running month together: of the officers only auditors may see both.
  "simulate statement": ["self", "AUDITOR"],
  "file objection": ["self"],
  "withdraw objection": ["self"],
  "list-own objection": ["self"],
  "list objection": [...payOfficers, "AUDITOR"],
  "read objection": ["self", ...payOfficers, "AUDITOR"],
  // Who computed the month does not judge what is said against it.
  "answer objection": ["PAY_CHECKER", "PAY_APPROVER"],
  "compare policy": [...payOfficers, "AUDITOR"],
  "read ledger": [...payOfficers, "AUDITOR"],
};
