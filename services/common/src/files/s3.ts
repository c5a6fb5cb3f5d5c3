import { openAsBlob } from "node:fs";
import { Readable } from "node:stream";

import { Refusal } from "../errors/index.ts";
import { withPart } from "./part.ts";
import { callS3, emptied, S3Error, type S3Place, textIn } from "./s3-calls.ts";
import { readWhole } from "./s3-read.ts";
import { isFileId, type KeepingStore, type SweepOptions } from "./store.ts";

export interface S3StoreOptions extends S3Place {
  /** Where an upload lies until it is whole, and stored. */
  readonly partsDir: string;
  /** Of one list; the store itself gives at most 1,000. */
  readonly listAtOnce?: number;
  /** Told what is wrong with the store; callers only learn that it does not answer. */
  readonly onTrouble: (error: S3Error) => void;
}

const keyOf = (fileId: string): string => `files/${fileId}`;
const keptKeyOf = (fileId: string): string => `kept/${fileId}`;

const retryAfterS = 10;
/** HEAD says no more than "not found"; a bucket that is missing has a code of its own elsewhere. */
const isUnknown = (error: unknown): boolean =>
  error instanceof S3Error && ["NoSuchKey", "NotFound"].includes(error.code);

/** Ids that were put before an instant, and where the list goes on. */
function oldOf(xml: string, before: number): { readonly old: string[]; readonly next: string | undefined } {
  const old = xml.split("<Contents>").slice(1).flatMap((object) => {
    const fileId = (textIn(object, "Key") ?? "").slice(keyOf("").length);
    return isFileId(fileId) && Date.parse(textIn(object, "LastModified") ?? "") < before ? [fileId] : [];
  }); // prettier-ignore
  return { old, next: textIn(xml, "IsTruncated") === "true" ? textIn(xml, "NextContinuationToken") : undefined };
}

/** Of tokens in XML; other characters that XML escapes do not stand in one. */
const unescaped = (text: string): string => text.replaceAll("&#43;", "+").replaceAll("&amp;", "&");

/** The first of two places that has it. */
async function firstOf<T>(places: readonly (() => Promise<T>)[]): Promise<T | undefined> {
  for (const ask of places)
    try {
      return await ask();
    } catch (error) {
      if (!isUnknown(error)) throw error;
    }
  return undefined;
}

async function openAt(options: S3StoreOptions, key: string, fileId: string) {
  const first = await callS3(options, { method: "GET", key }, (answer) => Promise.resolve(answer));
  const size = Number(first.headers.get("content-length"));
  const content = Readable.from(readWhole(options, { key, fileId, size, first }), { objectMode: false });
  content.once("error", (error) => error instanceof S3Error && options.onTrouble(error));
  content.once("close", () => {
    if (first.body?.locked === false) first.body.cancel().catch(() => undefined);
  });
  return { size, content };
}

/** Copies within the store what is not kept yet. */
async function keepIn(options: S3StoreOptions, fileId: string): Promise<boolean> {
  const key = keptKeyOf(fileId);
  const headers = { "x-amz-copy-source": `/${options.bucket}/${keyOf(fileId)}` };
  const isKept = await firstOf([
    () => callS3(options, { method: "HEAD", key }, emptied),
    () => callS3(options, { method: "PUT", key, headers }, emptied),
  ]);
  return isKept ?? false;
}

async function sweepPage(options: S3StoreOptions, { before, inUse }: SweepOptions, after: string | undefined) {
  const page = { "list-type": "2", "max-keys": String(options.listAtOnce ?? 1_000), prefix: keyOf("") };
  const query = after === undefined ? page : { ...page, "continuation-token": after };
  const { old, next } = oldOf(await callS3(options, { method: "GET", query }, (answer) => answer.text()), before);
  const needed = old.length === 0 ? new Set<string>() : await inUse(old);
  const gone = old.filter((fileId) => !needed.has(fileId));
  for (const fileId of gone) await callS3(options, { method: "DELETE", key: keyOf(fileId) }, emptied);
  return { count: gone.length, next: next && unescaped(next) };
}

async function sweepAll(options: S3StoreOptions, sweeping: SweepOptions): Promise<number> {
  let [count, next]: [number, string | undefined] = [0, undefined];
  do {
    const page = await sweepPage(options, sweeping, next);
    count += page.count;
    next = page.next;
  } while (next !== undefined);
  return count;
}

/**
 * Files in a bucket: `files/<id>`, and `kept/<id>` for those that are not swept. An upload is first written to the disk here, so that it is signed with its own
 * hash: the store refuses what does not arrive as it left.
 */
export function s3Store(options: S3StoreOptions): KeepingStore {
  async function answered<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      options.onTrouble(error);
      throw new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS });
    }
  }
  return {
    put: (content, limitBytes) =>
      withPart(options.partsDir, content, limitBytes, (part, stored) =>
        answered(async () => {
          const call = { method: "PUT", key: keyOf(stored.fileId), bodySha256: stored.fileId } as const;
          await callS3(options, { ...call, body: await openAsBlob(part) }, emptied);
          return stored;
        }),
      ),
    async open(fileId) {
      if (!isFileId(fileId)) return undefined;
      const places = [keyOf(fileId), keptKeyOf(fileId)].map((key) => () => openAt(options, key, fileId));
      return answered(() => firstOf(places));
    },
    keep: async (fileId) => isFileId(fileId) && answered(() => keepIn(options, fileId)),
    sweep: (sweeping) => answered(() => sweepAll(options, sweeping)),
  };
}

/** Whether the bucket answers to these credentials; throws a sentence that says what is wrong. */
export const checkBucket = (place: S3Place): Promise<true> => callS3(place, { method: "HEAD" }, emptied);
