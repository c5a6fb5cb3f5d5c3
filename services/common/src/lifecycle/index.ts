export { stopOnSignal, type Stoppable } from "./stop.ts";
