/** What the benchmark of the agreement needs: the oracle, and months by seed. */
export { interpret } from "./oracle/interpret.ts";
export { agreeOn } from "./testing/agree.ts";
export { randomFacts } from "./testing/random-facts.ts";
