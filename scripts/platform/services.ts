/** A process of the platform. */
export interface ServiceSpec {
  readonly name: string;
  /** Has a database and roles of its own (services/NAME/migrations). */
  readonly database: boolean;
  /** Has a second one (services/NAME/FOLDER), apart from the first. */
  readonly second?: string;
  readonly grpc: boolean;
  /** Parts of it that can run as processes of their own (dist/main-ROLE.js). */
  readonly roles?: readonly string[];
  /** Answers HTTP beside `/healthz`: under this variable it is told its port. */
  readonly httpVariable?: string;
  /** Services of one tier start together; each tier needs the topics that the tiers before it make. */
  readonly tier: number;
}

export const services: readonly ServiceSpec[] = [
  { name: "identity", database: true, grpc: true, tier: 1 },
  {
    ...{ name: "activity", database: true, second: "spool", grpc: true, httpVariable: "INGEST_HTTP_PORT", tier: 2 },
    roles: ["ingest", "writer", "query"],
  },
  { name: "planning", database: true, grpc: true, tier: 2 },
  { name: "evaluation", database: true, grpc: true, tier: 3 },
  { name: "allowance", database: true, grpc: true, tier: 3 },
  { name: "gateway", database: false, grpc: false, httpVariable: "GATEWAY_PORT", tier: 3 },
];

/** Those that keep state, and with it an audit. */
export const keepers: readonly string[] = services.flatMap(({ name, database }) => (database ? [name] : []));

/** A database of a service, and the folder of its migrations. */
export interface DatabaseSpec {
  /** As in the list of addresses. */
  readonly key: string;
  readonly service: string;
  readonly folder: string;
}

export const databases: readonly DatabaseSpec[] = services.flatMap(({ name, database, second }) => [
  ...(database ? [{ key: name, service: name, folder: "migrations" }] : []),
  ...(second === undefined ? [] : [{ key: `${name}_${second}`, service: name, folder: second }]),
]);

/** Partitions of the activity log on one machine; written into the database at the first start and never changed. */
export const logPartitions = 8;
