/**
 * Templates of entries: work that comes again, under a name. They are the device's and not the person's: the API keeps none yet, so another device
 * has others, and whoever clears the browser's storage loses them.
 */
import { type Draft } from "./draft.ts";

export const templatesLimit = 50;
export const templateNameLimit = 60;

/** What a template keeps: all but the day, the position, and what proves one piece of work. */
export type TemplateDraft = Omit<
  Draft,
  "id" | "baseVersion" | "employmentId" | "workDate" | "evidence" | "files" | "fileNames"
>;

export interface Template {
  readonly personId: string;
  readonly templateId: string;
  readonly name: string;
  readonly draft: TemplateDraft;
}

export function templateDraftOf(draft: Draft): TemplateDraft {
  const {
    id: _i,
    baseVersion: _b,
    employmentId: _e,
    workDate: _w,
    evidence: _v,
    files: _f,
    fileNames: _n,
    ...kept
  } = draft;
  return kept;
}

/** A new draft of a template. */
export const draftOfTemplate = ({ draft }: Template, blank: Draft): Draft => ({ ...blank, ...draft });

const lengthOf = (text: string): number => Array.from(text.trim()).length;

export const isNameFit = (name: string): boolean => lengthOf(name) > 0 && lengthOf(name) <= templateNameLimit;

/** By name, as people look them up. */
export const byName = (templates: readonly Template[]): Template[] =>
  templates.toSorted(
    (one, other) => one.name.localeCompare(other.name, "id") || (one.templateId < other.templateId ? -1 : 1),
  );
