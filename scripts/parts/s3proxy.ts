import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./ports.ts";
import { endOrphan, startChild, untilReady } from "./process.ts";

export interface S3Proxy {
  readonly endpoint: string;
  readonly port: number;
  readonly keyId: string;
  readonly secret: string;
  readonly stop: () => Promise<void>;
}

/** An S3 server that checks signatures and hashes and keeps objects in a folder. One jar; fetched by Maven on first use. */
const version = "2.6.0";
const sha256 = "12e5e88d805cfed07f7d88b4a44a0d8ecb9f9d3cebeb544bb34fbc4ded1049d8";
const run = promisify(execFile);
const folder = join(import.meta.dirname, "../../.tools/s3proxy");
const jar = join(folder, `s3proxy-${version}.jar`);

/** One at a time: the lock is the kernel's, and one for all checkouts, because they share Maven's local repository. */
async function fetchJar(): Promise<void> {
  if (existsSync(jar)) return;
  mkdirSync(folder, { recursive: true });
  const name = `s3proxy-${version}-jar-with-dependencies.jar`;
  const script = `
    test -f "$JAR" && exit 0
    mvn -q -B dependency:copy -Dmdep.useBaseVersion=true -Dartifact=org.gaul:s3proxy:${version}:jar:jar-with-dependencies -DoutputDirectory="$DIR" &&
    echo "${sha256}  $DIR/${name}" | sha256sum -c --quiet && mv "$DIR/${name}" "$JAR"`;
  const lock = join(tmpdir(), `kinerja-maven-${userInfo().uid}.lock`);
  const env = { ...process.env, JAR: jar, DIR: folder };
  try {
    await run("flock", [lock, "sh", "-c", script], { env, timeout: 600_000, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim().split("\n").slice(-15).join("\n");
    throw new Error(`Maven could not fetch S3Proxy (is a Maven repository reachable?):\n${said}`, { cause: error });
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const finish = (isThere: boolean): void => {
      socket.destroy();
      done(isThere);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once("error", () => finish(false));
    socket.once("connect", () => finish(true));
  });
}

/** Starts it on an empty folder; buckets are made by its client. */
export async function startS3Proxy(options: { readonly dir: string }): Promise<S3Proxy> {
  await fetchJar();
  const dir = resolve(options.dir);
  await endOrphan({ name: "s3proxy", dir, stopSignal: "SIGTERM" });
  const port = await freePort();
  const [keyId, secret] = ["kinerja", createHash("sha256").update(dir).digest("hex")];
  const objects = join(dir, "objects");
  mkdirSync(objects, { recursive: true, mode: 0o700 });
  const settings = {
    "s3proxy.endpoint": `http://127.0.0.1:${port}`,
    "s3proxy.authorization": "aws-v2-or-v4",
    "s3proxy.identity": keyId,
    "s3proxy.credential": secret,
    "jclouds.provider": "filesystem-nio2",
    "jclouds.identity": "none",
    "jclouds.credential": "none",
    "jclouds.filesystem.basedir": objects,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(dir, "s3proxy.conf"), lines.join(""), { mode: 0o600 });
  const child = await startChild({
    name: "s3proxy",
    dir,
    command: "java",
    args: ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar, "--properties", join(dir, "s3proxy.conf")],
    env: { ...process.env, LOG_LEVEL: "warn" },
    stopSignal: "SIGTERM",
    stopLimitMs: 5_000,
  });
  await untilReady(child, "S3Proxy", 60_000, () => accepts(port));
  return { endpoint: `http://127.0.0.1:${port}`, port, keyId, secret, stop: child.stop };
}
