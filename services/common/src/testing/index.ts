export { fixedClock } from "./clock.ts";
export { testDatabase, type TestDatabase } from "./database.ts";
