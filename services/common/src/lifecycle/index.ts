export { type Rounds, type RoundsOptions, startRounds } from "./rounds.ts";
export { stopOnSignal, type Stoppable } from "./stop.ts";
