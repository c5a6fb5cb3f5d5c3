import { type Params } from "@kinerja/common/errors";

/** Where in the document: keys and indexes from the root. */
export type Path = readonly (string | number)[];
export type PolicyFault = { readonly code: string; readonly path: Path; readonly params: Params };

export type Report = (path: Path, code: string, params?: Params) => void;

export function collectFaults(check: (report: Report) => void): PolicyFault[] {
  const faults: PolicyFault[] = [];
  check((path, code, params = {}) => faults.push({ code, path, params }));
  return faults;
}
