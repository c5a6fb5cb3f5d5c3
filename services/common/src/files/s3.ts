import { openAsBlob } from "node:fs";
import { Readable } from "node:stream";

import { Refusal } from "../errors/index.ts";
import { withPart } from "./part.ts";
import { callS3, copied, emptied, S3Error, type S3Place, textIn } from "./s3-calls.ts";
import { readWhole } from "./s3-read.ts";
import { isFileId, type KeepingStore, type SweepOptions } from "./store.ts";

export interface S3StoreOptions extends S3Place {
  /** Where an upload lies until it is whole, and stored. */
  readonly partsDir: string;
  /** Keys of an area stand behind its name: `exports/files/…`. Uploads have none. */
  readonly area?: string;
  /** Of one list; the store itself gives at most 1,000. */
  readonly listAtOnce?: number;
  /** Told what is wrong with the store; callers only learn that it does not answer. */
  readonly onTrouble: (error: S3Error) => void;
}

type Area = Pick<S3StoreOptions, "area">;
const inArea = ({ area }: Area, key: string): string => (area === undefined ? key : `${area}/${key}`);
const keyOf = (at: Area, fileId: string): string => inArea(at, `files/${fileId}`);
const keptKeyOf = (at: Area, fileId: string): string => inArea(at, `kept/${fileId}`);

const retryAfterS = 10;
/** HEAD says no more than "not found"; a bucket that is missing has a code of its own elsewhere. */
const isUnknown = (error: unknown): boolean =>
  error instanceof S3Error && ["NoSuchKey", "NotFound"].includes(error.code);

/** Ids that were put before an instant, and where the list goes on. */
function oldOf(at: Area, xml: string, before: number): { readonly old: string[]; readonly next: string | undefined } {
  const old = xml.split("<Contents>").slice(1).flatMap((object) => {
    const fileId = (textIn(object, "Key") ?? "").slice(keyOf(at, "").length);
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

/** What is wrong with the store is told to those who run it; the caller may try again. */
function withheld(options: S3StoreOptions, error: unknown): unknown {
  if (!(error instanceof S3Error)) return error;
  options.onTrouble(error);
  return new Refusal("unavailable", "SERVICE_UNAVAILABLE", { retryAfterS });
}

async function* refusing(options: S3StoreOptions, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw withheld(options, error);
  }
}

/** Without its size a file could not be told from its beginning. */
async function sized(answer: Response): Promise<{ readonly first: Response; readonly size: number }> {
  const size = answer.headers.get("content-length");
  if (size !== null) return { first: answer, size: Number(size) };
  await answer.body?.cancel();
  throw new S3Error("the store answered a GET without content-length", "NoLength", true);
}

async function openAt(options: S3StoreOptions, key: string, fileId: string) {
  const { first, size } = await callS3(options, { method: "GET", key }, sized);
  const whole = readWhole(options, { key, fileId, size, first });
  const content = Readable.from(refusing(options, whole), { objectMode: false });
  content.once("close", () => {
    if (first.body?.locked === false) first.body.cancel().catch(() => undefined);
  });
  return { size, content };
}

/** Copies within the store what is not kept yet. */
async function keepIn(options: S3StoreOptions, fileId: string): Promise<boolean> {
  const key = keptKeyOf(options, fileId);
  const headers = { "x-amz-copy-source": `/${options.bucket}/${keyOf(options, fileId)}` };
  const isKept = await firstOf([
    () => callS3(options, { method: "HEAD", key }, emptied),
    () => callS3(options, { method: "PUT", key, headers }, copied),
  ]);
  return isKept ?? false;
}

/** Removes what is old still: it may have been put again since it was listed. */
async function sweepOne(options: S3StoreOptions, fileId: string, before: number): Promise<boolean> {
  const key = keyOf(options, fileId);
  try {
    const putAt = await callS3(options, { method: "HEAD", key }, ({ headers }) =>
      Promise.resolve(Date.parse(headers.get("last-modified") ?? "")),
    );
    return putAt < before && (await callS3(options, { method: "DELETE", key }, emptied));
  } catch (error) {
    // What the store refuses for one file is no reason to leave the others.
    if (!(error instanceof S3Error && error.isFinal)) throw error;
    if (!isUnknown(error)) options.onTrouble(error);
    return false;
  }
}

async function sweepPage(options: S3StoreOptions, { before, inUse }: SweepOptions, after: string | undefined) {
  const page = { "list-type": "2", "max-keys": String(options.listAtOnce ?? 1_000), prefix: keyOf(options, "") };
  const query = after === undefined ? page : { ...page, "continuation-token": after };
  const { old, next } = oldOf(
    options,
    await callS3(options, { method: "GET", query }, (answer) => answer.text()),
    before,
  );
  const needed = old.length === 0 ? new Set<string>() : await inUse(old);
  let count = 0;
  for (const fileId of old) if (!needed.has(fileId) && (await sweepOne(options, fileId, before))) count += 1;
  return { count, next: next && unescaped(next) };
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
      throw withheld(options, error);
    }
  }
  return {
    put: (content, limitBytes) =>
      withPart({ folder: options.partsDir, isPrivate: true }, content, limitBytes, (part, stored) =>
        answered(async () => {
          const call = { method: "PUT", key: keyOf(options, stored.fileId), bodySha256: stored.fileId } as const;
          await callS3(options, { ...call, body: await openAsBlob(part) }, emptied);
          return stored;
        }),
      ),
    async open(fileId) {
      if (!isFileId(fileId)) return undefined;
      const places = [keyOf(options, fileId), keptKeyOf(options, fileId)].map(
        (key) => () => openAt(options, key, fileId),
      );
      return answered(() => firstOf(places));
    },
    keep: async (fileId) => isFileId(fileId) && answered(() => keepIn(options, fileId)),
    sweep: (sweeping) => answered(() => sweepAll(options, sweeping)),
  };
}

/** Whether the bucket answers to these credentials; throws a sentence that says what is wrong. */
export const checkBucket = (place: S3Place): Promise<true> => callS3(place, { method: "HEAD" }, emptied);
