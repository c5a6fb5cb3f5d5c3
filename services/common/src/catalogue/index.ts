import { activity } from "./activity.ts";
import { allowance } from "./allowance.ts";
import { access } from "./access.ts";
import { corrections } from "./corrections.ts";
import { type Entries, type Language } from "./entry.ts";
import { evaluation } from "./evaluation.ts";
import { exportFiles } from "./export-files.ts";
import { exportRefusals } from "./exports.ts";
import { fill } from "./fill.ts";
import { fields } from "./fields.ts";
import { findings } from "./findings.ts";
import { identity } from "./identity.ts";
import { importFindings } from "./import-findings.ts";
import { objections } from "./objections.ts";
import { patterns } from "./patterns.ts";
import { planning } from "./planning.ts";
import { plans } from "./plans.ts";
import { policies } from "./policies.ts";
import { request } from "./request.ts";

export { type Entries, type Entry, type Language, type Words } from "./entry.ts";

export interface Text {
  readonly title: string;
  readonly detail: string;
}

/** Codes of refusals: each is also a page, `docs/problems/<code>.{id,en}.md`. */
export const problems: Entries = {
  ...request,
  ...access,
  ...identity,
  ...planning,
  ...activity,
  ...evaluation,
  ...allowance,
  ...corrections,
  ...objections,
  ...exportRefusals,
};
/** Codes of single faults: a field of a request, a line of a file, an entry of a batch. */
export const faults: Entries = {
  ...fields,
  ...findings,
  ...importFindings,
  ...patterns,
  ...plans,
  ...policies,
  ...exportFiles,
};

const unknown = "CALL_FAILED";

/** The words of a code with its parameters filled in; a code without words gets those of a failed call. */
export function text(
  code: string,
  params: Readonly<Record<string, string | number | bigint>>,
  language: Language,
): Text {
  const entry =
    (Object.hasOwn(problems, code) ? problems[code] : undefined) ??
    (Object.hasOwn(faults, code) ? faults[code] : undefined);
  const [title, detail] = (entry ?? problems[unknown])?.[language] ?? [code, code];
  return { title: fill(title, params, language), detail: fill(detail, params, language) };
}
