export { migrate } from "./migrate.ts";
export { onceByRequest, type RequestKey } from "./request-key.ts";
export { provision, type Provisioned, rolesOf, unprovision, withLogin } from "./provision.ts";
export { runStatement } from "./statements.ts";
export { type Database, type Db, lockKey, lockKeys, noScope, type Scope, type Tx } from "./db.ts";
export { type DatabaseOptions, openClient, openDatabase } from "./open.ts";
