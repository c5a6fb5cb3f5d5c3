import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Settings } from "../config/index.ts";
import { type Log } from "../telemetry/index.ts";
import { folderStore } from "./folder.ts";
import { S3Error } from "./s3-calls.ts";
import { checkBucket, s3Store } from "./s3.ts";
import { type KeepingStore } from "./store.ts";
import { sweepParts } from "./sweep.ts";

const dayMs = 86_400_000;

/** From a file that `<name>_FILE` names, as orchestrators mount secrets, or from the environment. */
function secret(read: Settings, name: string): string {
  const file = read.optional(`${name}_FILE`);
  if (file === undefined) return read.text(name);
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new Error(`bad settings:\n  ${name}_FILE=${file}: cannot be read`);
  }
}

const s3Config = (read: Settings) => ({
  kind: "s3" as const,
  endpoint: read.text("S3_ENDPOINT"),
  bucket: read.text("S3_BUCKET"),
  region: read.text("S3_REGION", "us-east-1"),
  keyId: secret(read, "S3_KEY_ID"),
  secret: secret(read, "S3_SECRET"),
  timeoutMs: read.int("S3_TIMEOUT_MS", { min: 100, max: 120_000 }, 10_000),
  attempts: read.int("S3_ATTEMPTS", { min: 1, max: 10 }, 3),
  partsDir: read.text("FILES_DIR", join(tmpdir(), "kinerja-parts")),
});

/** Where the services keep files: a folder that they share, or a bucket. */
export const filesConfig = (read: Settings) =>
  read.oneOf("FILES_STORE", ["folder", "s3"], "folder") === "s3"
    ? s3Config(read)
    : { kind: "folder" as const, dir: read.text("FILES_DIR") };

export type FilesConfig = ReturnType<typeof filesConfig>;

/** A store that says no ends the start, since it would say no to everything; one that does not answer may be back in a moment. */
export async function openFiles(config: FilesConfig, log: Pick<Log, "warn" | "fatal">): Promise<KeepingStore> {
  if (config.kind === "folder") return folderStore(config.dir);
  await sweepParts(config.partsDir, Date.now() - dayMs);
  try {
    await checkBucket(config);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    if (error.isFinal) {
      log.fatal({ reason: error.message }, "the file store refuses");
      throw error;
    }
    log.warn({ reason: error.message }, "the file store does not answer yet");
  }
  return s3Store({
    ...config,
    onTrouble: (error) => log.warn({ reason: error.message }, "the file store has trouble"),
  });
}
