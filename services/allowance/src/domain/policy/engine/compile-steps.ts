import { type Step } from "../document.ts";
import { type Compiled, type Program } from "./program.ts";
import { basicSteps } from "./steps-basic.ts";
import { compileCuts } from "./steps-cuts.ts";
import { eventSteps } from "./steps-events.ts";
import { overrideSteps } from "./steps-overrides.ts";
import { targetSteps } from "./steps-targets.ts";

export type PlainStep = Exclude<Step, { rule: "result" }>;
export const isPlainStep = (step: Step): step is PlainStep => step.rule !== "result";
export type Compilers = {
  readonly [Rule in PlainStep["rule"]]: (step: Extract<PlainStep, { rule: Rule }>, program: Program) => Compiled;
};

/** How each rule becomes closures. */
export const compilers: Compilers = {
  ...basicSteps,
  ...overrideSteps,
  ...eventSteps,
  ...targetSteps,
  sum_cuts: compileCuts,
};

export const compileStep = (step: PlainStep, program: Program, by: Compilers = compilers): Compiled =>
  (by[step.rule] as (step: PlainStep, program: Program) => Compiled)(step, program);
