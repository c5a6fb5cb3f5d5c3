import { setTimeout as sleep } from "node:timers/promises";

import { AwsV4Signer } from "aws4fetch";

/** A bucket of an S3-compatible store, addressed by path (`endpoint/bucket/key`), as MinIO and Ceph have it. */
export interface S3Place {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  /** How long the store may be silent. */
  readonly timeoutMs: number;
  /** How often a call is made before it is given up. */
  readonly attempts: number;
}

export interface S3Call {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Missing: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  /** SHA-256 of the body; the store compares it and refuses what came broken. */
  readonly bodySha256?: string;
}

/** What is wrong with the store, in a sentence for those who run it. */
export class S3Error extends Error {
  readonly code: string;
  /** The store said no, and would say it again. */
  readonly isFinal: boolean;
  constructor(message: string, code: string, isFinal: boolean) {
    super(message);
    this.name = "S3Error";
    this.code = code;
    this.isFinal = isFinal;
  }
}

const emptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/** Answers by which the same call may do better a moment later. */
const passing = new Set(["RequestTimeout", "SlowDown", "XAmzContentSHA256Mismatch", "BadDigest", "IncompleteBody"]);
const firstPauseMs = 100;
/** What a line carries at least, bytes in a millisecond. */
const slowestLine = 100;

export const textIn = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

/** HEAD has no body that says which. */
const codeByStatus: Readonly<Record<number, string>> = { 403: "AccessDenied", 404: "NotFound" };

function refused(status: number, xml: string, where: string): S3Error {
  const code = textIn(xml, "Code") ?? codeByStatus[status] ?? "Unknown";
  const isPassing = status >= 500 || status === 429 || passing.has(code);
  return new S3Error(`the store answered ${status} ${code} to ${where}`, code, !isPassing);
}

function unanswered(thrown: unknown, where: string): S3Error {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const code = (cause as { code?: unknown }).code;
  const what = cause instanceof Error ? cause.message : String(cause);
  return new S3Error(`no answer to ${where}: ${what}`, typeof code === "string" ? code : "NoAnswer", false);
}

function urlOf({ endpoint, bucket }: S3Place, { key, query = {} }: S3Call): URL {
  const url = new URL(`${endpoint.replace(/\/$/, "")}/${bucket}${key === undefined ? "" : `/${key}`}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function signed(place: S3Place, call: S3Call, url: URL): Promise<{ url: URL; headers: Headers }> {
  const { keyId: accessKeyId, secret: secretAccessKey, region } = place;
  const headers = { ...call.headers, "x-amz-content-sha256": call.bodySha256 ?? emptySha256 };
  const { method } = call;
  return new AwsV4Signer({
    service: "s3",
    accessKeyId,
    secretAccessKey,
    region,
    method,
    url: url.href,
    headers,
  }).sign();
}

/** One attempt: `use` has the answer, and what is left of the limit to read it. */
async function attempt<T>(place: S3Place, call: S3Call, use: (answer: Response) => Promise<T>): Promise<T> {
  const { method, body = null } = call;
  const url = urlOf(place, call);
  const where = `${method} ${url.origin}${url.pathname}`;
  const request = await signed(place, call, url);
  const limitMs = place.timeoutMs + (body?.size ?? 0) / slowestLine;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`nothing within ${Math.round(limitMs)} ms`)), limitMs);
  try {
    const { headers } = request;
    // Not signed, since what stands between may change it. The size that is told has to be that of the content.
    headers.set("accept-encoding", "identity");
    const answer = await fetch(request.url, { method, headers, body, redirect: "manual", signal: limit.signal });
    if (!answer.ok) throw refused(answer.status, await answer.text(), where);
    return await use(answer);
  } catch (error) {
    throw error instanceof S3Error ? error : unanswered(error, where);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls until it is answered or given up; waits longer each time, never as long as another who waits as well. */
export async function callS3<T>(place: S3Place, call: S3Call, use: (answer: Response) => Promise<T>): Promise<T> {
  for (let done = 1; ; done += 1)
    try {
      return await attempt(place, call, use);
    } catch (error) {
      if ((error as S3Error).isFinal || done >= place.attempts) throw error;
      await sleep(firstPauseMs * 2 ** done * (0.5 + Math.random() / 2));
    }
}

/** For answers whose body says no more. */
export async function emptied(answer: Response): Promise<true> {
  await answer.text();
  return true;
}

/** Stores answer 200 to a copy before it is made, and tell in the body whether it was: only the tag of what is there now says so. */
export async function copied(answer: Response): Promise<true> {
  const text = await answer.text();
  if (/<ETag>[^<]+<\/ETag>/.test(text)) return true;
  const code = textIn(text, "Code") ?? "NoETag";
  throw new S3Error(`the store answered ${answer.status} ${code} to a copy`, code, false);
}
