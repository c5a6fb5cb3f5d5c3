export { openRedis } from "./open.ts";
export { type Listener, openListener, openTeller, type Teller } from "./live.ts";
