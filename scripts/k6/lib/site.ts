/** What `npm run load` tells the scripts of the platform that they load: written as JSON, read once. */
export interface LoadSite {
  /** The gateway. */
  readonly url: string;
  /** Where entries are recorded, as an ingress would route them. */
  readonly ingestUrl: string;
  /** What the platform's clock shows beyond the machine's. */
  readonly clockOffsetMs: number;
  readonly period: string;
  /** Working days of the period up to today, which is the last. */
  readonly days: readonly string[];
  /** Of the week of today. */
  readonly monday: string;
  readonly grpc: LoadGrpc;
}

/** Where ingest speaks gRPC: address and files. */
export interface LoadGrpc {
  readonly address: string;
  readonly image: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Somebody who is signed in. */
export interface LoadPerson {
  readonly personId: string;
  readonly agencyId: string;
  readonly employmentId: string;
  readonly accessToken: string;
  readonly diaryToken: string;
  readonly isSuperior: boolean;
}
