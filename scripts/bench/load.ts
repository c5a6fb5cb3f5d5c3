/** What the load generators are asked and answer. */
export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  /** Codes of what was refused, each once. */
  readonly reasons?: readonly string[];
  readonly seconds: number;
}

export interface HttpLoad {
  readonly port: number;
  readonly path: string;
  readonly body: string;
  readonly token: string;
  readonly connections: number;
  readonly requests: number;
}

export interface GrpcLoad {
  readonly port: number;
  readonly isPlain?: boolean;
  readonly tlsDir: string;
  readonly token: string;
  /** Encoded requests, as base64, taken in turn. */
  readonly bodies: readonly string[];
  readonly inFlight: number;
  readonly calls: number;
}

export interface StreamLoad {
  /** People take them in turn. */
  readonly ports: readonly number[];
  readonly tlsDir: string;
  /** Of each person: a token and the employment that it names. */
  readonly people: readonly { readonly token: string; readonly employmentId: string }[];
  readonly entriesEach: number;
  readonly messageSize: number;
}

export interface EntriesLoad {
  readonly port: number;
  readonly people: StreamLoad["people"];
  readonly connections: number;
  readonly requests: number;
  /** New entries in each request. */
  readonly entriesEach: number;
}

export interface EntriesResult extends LoadResult {
  readonly p50Ms: number;
  readonly p99Ms: number;
}
