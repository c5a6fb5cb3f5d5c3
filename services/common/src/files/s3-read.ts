import { createHash } from "node:crypto";

import { callS3, S3Error, type S3Place } from "./s3-calls.ts";

type Body = ReadableStream<Uint8Array>;

/** Rejects when nothing came in time; the other side may be gone without a word. */
async function within<T>(wanted: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([wanted, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A reader that takes its time is not the store's silence: only the waiting for bytes is limited. */
async function* chunksOf(body: Body, silenceMs: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceMs);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

const bodyOf = (answer: Response): Body => answer.body ?? new Blob([]).stream();

/**
 * The content of one object, read on from where it broke off, as often as a call is made: content that is known by its hash is the same each time. Ends with
 * an error instead of an end when it is not what its name says.
 */
export async function* readWhole(
  place: S3Place,
  { key, fileId, size, first }: { key: string; fileId: string; size: number; first: Response },
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let [read, body, failures] = [0, bodyOf(first), 0];
  while (read < size) {
    try {
      for await (const chunk of chunksOf(body, place.timeoutMs)) {
        hash.update(chunk);
        read += chunk.length;
        yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      }
    } catch {
      // What is missing is asked for below.
    }
    if (read >= size) break;
    failures += 1;
    if (failures >= place.attempts)
      throw new S3Error(`${key} broke off ${failures} times, at byte ${read} of ${size}`, "Truncated", false);
    const range = { range: `bytes=${read}-${size - 1}` };
    body = await callS3(place, { method: "GET", key, headers: range }, (answer) => Promise.resolve(bodyOf(answer)));
  }
  if (read > size || hash.digest("hex") !== fileId)
    throw new S3Error(`${key} is not what its name says`, "HashMismatch", true);
}
