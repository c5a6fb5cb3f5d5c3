import { type PolicyDocument, type Step } from "./document.ts";

/** Ids of the steps that a step reads. */
export function referencesOf(step: Step): readonly string[] {
  if (step.rule === "lookup") return [];
  if (step.rule === "sum") return step.of;
  if (step.rule === "subtract") return [step.of, step.cut];
  if (step.rule === "result") return [step.gross, step.net];
  return [step.of];
}

/** Steps so that each comes after what it reads, otherwise as written; `stuck` are those on or behind a cycle or an unknown id. */
export function orderSteps(steps: readonly Step[]): {
  readonly ordered: readonly Step[];
  readonly stuck: readonly Step[];
} {
  const known = new Set<string>();
  const ordered: Step[] = [];
  let waiting = [...steps];
  for (;;) {
    const next = waiting.find((step) => referencesOf(step).every((id) => known.has(id)));
    if (!next) return { ordered, stuck: waiting };
    known.add(next.id);
    ordered.push(next);
    waiting = waiting.filter((step) => step !== next);
  }
}

/** A step and all that it rests on. The steps must be free of cycles. */
export function restsOn(steps: readonly Step[], id: string): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    const step = byId.get(name);
    if (!step || found.has(name)) return;
    found.add(name);
    referencesOf(step).forEach(visit);
  };
  visit(id);
  return found;
}

/** The document with its steps as they are computed: the result, which rounds what the others made, is the last. */
export function inOrder(document: PolicyDocument): PolicyDocument {
  const { ordered } = orderSteps(document.steps);
  const isResult = ({ rule }: Step): boolean => rule === "result";
  return { ...document, steps: [...ordered.filter((step) => !isResult(step)), ...ordered.filter(isResult)] };
}
