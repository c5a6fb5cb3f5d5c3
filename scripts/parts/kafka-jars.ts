import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPackages } from "./apt.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/**
 * Copies Kafka's jars into the checkout once and returns their folder. The lock is the kernel's (flock), so a killed run frees it; it is one for all
 * checkouts of the user because they share Maven's local repository. The marker holds the pom's hash and is written last.
 */
export async function kafkaJars(): Promise<string> {
  const pom = join(root, "deploy/local/kafka/pom.xml");
  const lib = join(root, ".tools/kafka/lib");
  const marker = join(lib, ".complete");
  const wanted = createHash("sha256").update(readFileSync(pom)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return lib;
  requireJava();
  mkdirSync(join(root, ".tools/kafka"), { recursive: true });
  const script = `
    test "$(cat "$MARKER" 2>/dev/null)" = "$WANTED" && exit 0
    rm -rf "$LIB" "$LIB.new" &&
    mvn -q -B -f "$POM" dependency:copy-dependencies -DoutputDirectory="$LIB.new" -DincludeScope=runtime &&
    mv "$LIB.new" "$LIB" && printf %s "$WANTED" > "$MARKER"`;
  const lock = join(tmpdir(), `kinerja-maven-${userInfo().uid}.lock`);
  const env = { ...process.env, MARKER: marker, WANTED: wanted, LIB: lib, POM: pom };
  try {
    await run("flock", [lock, "sh", "-c", script], { env, timeout: 600_000, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim().split("\n").slice(-15).join("\n");
    throw new Error(`Maven could not fetch Kafka's jars (is a Maven repository reachable?):\n${said}`, {
      cause: error,
    });
  }
  return lib;
}

function requireJava(): void {
  const has = (command: string, flag: string): boolean => spawnSync(command, [flag], { stdio: "ignore" }).status === 0;
  if (has("java", "-version") && has("mvn", "-v")) return;
  installPackages("Java 17 with Maven, for Apache Kafka,", ["openjdk-17-jre-headless", "maven"]);
}
