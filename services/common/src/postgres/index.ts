export { type Database, type Db, lockKey, noScope, type Scope, type Tx } from "./db.ts";
export { migrate } from "./migrate.ts";
export { type DatabaseOptions, openClient, openDatabase } from "./open.ts";
export { provision, type Provisioned, rolesOf, withLogin } from "./provision.ts";
export { onceByRequest, type RequestKey } from "./request-key.ts";
