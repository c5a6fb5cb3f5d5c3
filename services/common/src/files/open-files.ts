import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Settings, SettingsError } from "../config/index.ts";
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
    throw new SettingsError([`${name}_FILE=${file}: cannot be read`]);
  }
}

/** Never said in full: it may hold a password. */
function endpointIn(read: Settings): string {
  const text = read.text("S3_ENDPOINT");
  const url = URL.parse(text);
  const isWeb = url !== null && ["http:", "https:"].includes(url.protocol) && `${url.username}${url.password}` === "";
  if (text !== "" && !isWeb) throw new SettingsError(["S3_ENDPOINT must be http(s)://host:port, without user or password"]); // prettier-ignore
  return text;
}

const s3Config = (read: Settings) => ({
  kind: "s3" as const,
  endpoint: endpointIn(read),
  bucket: read.text("S3_BUCKET"),
  region: read.text("S3_REGION", "us-east-1"),
  keyId: secret(read, "S3_KEY_ID"),
  secret: secret(read, "S3_SECRET"),
  timeoutMs: read.int("S3_TIMEOUT_MS", { min: 100, max: 120_000 }, 10_000),
  attempts: read.int("S3_ATTEMPTS", { min: 1, max: 10 }, 3),
  partsDir: join(read.text("FILES_DIR", join(tmpdir(), "kinerja-files")), "parts"),
});

/** Where the services keep files: a folder that they share, or a bucket. */
export const filesConfig = (read: Settings) =>
  read.oneOf("FILES_STORE", ["folder", "s3"], "folder") === "s3"
    ? s3Config(read)
    : { kind: "folder" as const, dir: read.text("FILES_DIR") };

export type FilesConfig = ReturnType<typeof filesConfig>;

/** Where what is no upload lies, apart from uploads: nobody opens or keeps it by the id of a file. */
export type FilesArea = "exports" | "receipts";

/** One area of the place that `openFiles` has checked. */
export const filesArea = (config: FilesConfig, area: FilesArea, log: Pick<Log, "warn">): KeepingStore =>
  config.kind === "folder"
    ? folderStore(join(config.dir, area))
    : s3Store({
        ...config,
        area,
        onTrouble: (error) => log.warn({ reason: error.message }, "the file store has trouble"),
      });

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
