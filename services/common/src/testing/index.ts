export { fixedClock } from "./clock.ts";
export { testDatabase, type TestDatabase } from "./database.ts";
export { scratchDatabase } from "./scratch.ts";
export { virtualTimers } from "./timers.ts";
