import type { IHeaders } from "./kafkajs.ts";

export interface ConsumedMessage {
  readonly offset: bigint;
  readonly key: Buffer | null;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestamp: number;
}

interface RawMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly headers?: IHeaders;
}

const none: Readonly<Record<string, string>> = Object.freeze({});

/** Of a header that is given several times the last one counts. */
function readHeaders(raw: IHeaders | undefined): Readonly<Record<string, string>> {
  let headers: Record<string, string> | undefined;
  for (const name in raw) {
    const given = raw[name];
    const value = Array.isArray(given) ? given.at(-1) : given;
    if (value !== undefined) (headers ??= {})[name] = value.toString();
  }
  return headers ?? none;
}

export const readMessages = (raw: readonly RawMessage[]): ConsumedMessage[] =>
  raw.map(({ offset, key, value, timestamp, headers }) => ({
    offset: BigInt(offset),
    key,
    value,
    headers: readHeaders(headers),
    timestamp: Number(timestamp),
  }));
