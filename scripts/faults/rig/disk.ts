import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunAlive } from "../../parts/process.ts";

/** A file system of few megabytes in the place of a folder: it can be full while the machine's own is not. */
export interface Disk {
  /** Takes all that is left on it. */
  fill(): void;
  /** Gives back what was taken. */
  free(): void;
  remove(): void;
}

/** ext4 in a file: the loop device is the kernel's to give back when it is unmounted. */
function mount(dir: string, image: string, sizeMb: number): void {
  writeFileSync(image, "", { mode: 0o600 });
  truncateSync(image, sizeMb * 1_048_576);
  execFileSync("mkfs.ext4", ["-q", "-F", "-m", "0", image], { stdio: "pipe" });
  execFileSync("mount", ["-o", "loop", image, dir], { stdio: "pipe" });
  rmdirSync(join(dir, "lost+found"));
}

/** Lazily: who still holds a file open there is no reason to leave it. */
const unmount = (dir: string): void => void spawnSync("umount", ["--lazy", dir]);

/** Why there can be no such disk on this machine. */
export function diskTrouble(): string | undefined {
  const dir = mkdtempSync(join(tmpdir(), "kinerja-disk-"));
  const at = join(dir, "at");
  mkdirSync(at);
  try {
    mount(at, join(dir, "image"), 4);
    return undefined;
  } catch (error) {
    const { message, stderr } = error as { message: string; stderr?: Buffer };
    return stderr?.toString().trim() || message;
  } finally {
    unmount(at);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What runs that were killed have left mounted below a folder of theirs (`faults-RUN`). */
export function sweepDisks(root: string): void {
  const places = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((place) => place.startsWith(join(root, "faults-")));
  for (const place of places) {
    const run = place.slice(join(root, "faults-").length).split("/")[0] ?? "";
    if (!isRunAlive(run)) unmount(place);
  }
}

export interface DiskOptions {
  /** What is in it is moved onto the disk; nobody may use it meanwhile. */
  readonly dir: string;
  readonly sizeMb: number;
  /** Where its bytes really are. */
  readonly image: string;
}

/** A disk in the place of a folder. */
export function openDisk({ dir, sizeMb, image }: DiskOptions): Disk {
  const before = `${image}.before`;
  execFileSync("cp", ["-a", dir, before]);
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true, force: true });
  mount(dir, image, sizeMb);
  // With the folder's own mode, on which PostgreSQL insists.
  execFileSync("cp", ["-aT", before, dir]);
  rmSync(before, { recursive: true, force: true });
  const filler = join(dir, "filler");
  const remove = (): void => unmount(dir);
  const leave = (): void => process.exit(1); // by which the disk goes, too
  process.once("exit", remove).once("SIGINT", leave).once("SIGTERM", leave);
  return {
    fill() {
      const file = openSync(filler, "a");
      for (const bytes of [1_048_576, 4_096]) writeAll(file, Buffer.alloc(bytes));
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      process.off("exit", remove).off("SIGINT", leave).off("SIGTERM", leave);
      remove();
      rmSync(image, { force: true });
    },
  };
}

function writeAll(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
