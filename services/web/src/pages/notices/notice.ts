import type { components } from "../../api/schema.d.ts";

/** What one service has to tell; all services have the same form. */
export type Notice = Readonly<components["schemas"]["PlanningNotice"]>;

export const sources = ["activity", "planning", "evaluation", "allowance"] as const;
export type Source = (typeof sources)[number];

/** A month of a notice, "2026-10", or a year. */
const periodQuery = ({ period = "" }: Notice["params"]): string => (period === "" ? "" : `?periode=${period}`);

/** The statement of that run: a THR may stand beside the allowance of the month. */
function statementQuery({ period = "", run = "" }: Notice["params"]): string {
  if (period === "" || run === "") return periodQuery({ period });
  return `?${new URLSearchParams({ periode: period, proses: run }).toString()}`;
}

const addresses: Readonly<Record<string, (params: Notice["params"]) => string>> = {
  SKP_SUBMITTED: () => "/tim/rencana",
  SKP_RETURNED: () => "/rencana",
  SKP_SET: () => "/rencana",
  SKP_MISSING: () => "/rencana",
  EVALUATION_ISSUED: (params) => `/evaluasi${periodQuery(params)}`,
  EVALUATION_TO_RATE: (params) => `/tim/evaluasi${periodQuery(params)}`,
  FEEDBACK_RECEIVED: (params) => `/evaluasi${periodQuery(params)}`,
  STATEMENT_READY: (params) => `/tunjangan${statementQuery(params)}`,
  CORRECTION_REFUSED: (params) => `/tunjangan${periodQuery(params)}`,
  STATEMENT_CHANGED: (params) => `/tunjangan${statementQuery(params)}`,
  ENTRIES_MISSING: () => "/",
  ENTRIES_RETURNED: () => "/",
  PERIOD_CLOSING: () => "/",
  TASKS_OPEN: () => "/",
  TASKS_TO_CONFIRM: () => "/tim/tugas",
};

/** The page that a notice is about; undefined for a code that this client doesn't know yet. */
export const addressOf = ({ code, params }: Notice): string | undefined => addresses[code]?.(params);

/** One list of all, newest first. */
export const merged = (lists: readonly (readonly Notice[])[]): Notice[] =>
  lists.flat().toSorted((one, other) => (other.at ?? "").localeCompare(one.at ?? ""));

/** People whom notices name. */
export const peopleIn = (notices: readonly Notice[]): string[] =>
  notices.flatMap(({ params }) => (params["personId"] === undefined ? [] : [params["personId"]]));
