import { type Closing } from "./types.ts";

/** How far a month of an agency is, the log and the predicates together. */
export type ClosingStage = "OPEN" | "REOPENED" | "CLOSING" | "LOGGED" | "DONE";

export function stageOf({ log, predicates }: Closing): ClosingStage {
  if (log.state === "CLOSING") return "CLOSING";
  if (log.state === "REOPENED") return "REOPENED";
  if (log.state !== "SEALED") return "OPEN";
  return predicates.revision > 0 ? "DONE" : "LOGGED";
}

/** Predicates that a seal would hold now. */
export const readyPredicates = ({ log, unrated }: Closing): number => Math.max(0, Number(log.count) - unrated);

export interface LineFault {
  readonly line: number;
  readonly column: string;
  readonly detail: string;
}

/** What a refused file says by line: its violations point to "/lines/3/status". */
export function lineFaults(errors: readonly { readonly pointer: string; readonly detail: string }[]): LineFault[] {
  return errors.flatMap(({ pointer, detail }) => {
    const match = /^\/lines\/(\d+)(?:\/(.+))?$/.exec(pointer);
    return match ? [{ line: Number(match[1]), column: match[2] ?? "", detail }] : [];
  });
}
