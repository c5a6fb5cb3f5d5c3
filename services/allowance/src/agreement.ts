/** What the benchmark of the agreement and the command line need: the oracle, months by seed, what must hold of every policy, and its words and bounds. */
export { boundsOf } from "./domain/policy/engine/inputs.ts";
export { interpret } from "./oracle/interpret.ts";
export { agreeOn } from "./testing/agree.ts";
export { interestingIn } from "./testing/interesting.ts";
export { counterexample, properties, type Property } from "./testing/properties.ts";
export { randomFacts } from "./testing/random-facts.ts";
