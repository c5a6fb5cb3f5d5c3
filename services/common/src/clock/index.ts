export { type Clock, openClock, systemClock } from "./clock.ts";
