export { connectionOf } from "./connection.ts";
export { openSimulated } from "./consumer.ts";
export { createCrew, lasting, type Start, storm } from "./crew.ts";
export { createGroup, type Group } from "./group.ts";
export { createSessionLock, type SessionLock } from "./lock.ts";
export { createLog, producerOf, type LogRecord, type SimulatedLog } from "./log.ts";
export { createNetwork, type Network, type Weather } from "./network.ts";
export { createOutboxDb, type MemoryTx, type OutboxDb } from "./outbox-db.ts";
export { createRandom, type Random } from "./random.ts";
export type { Control, Play, Played, Violation } from "./played.ts";
export {
  createTransactions,
  directConnection,
  type Connection,
  type Transaction,
  type Transactions,
} from "./transactions.ts";
export { createWorld, type Process, type World } from "./world.ts";
