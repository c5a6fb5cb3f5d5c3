/** Files of evidence on this device, as values. */
import { type Entry } from "../api/types.ts";
import { type Outbox } from "./outbox.ts";

export const fileLimitBytes = 20_000_000;
export const filesPerEntry = 5;

/**
 * A file that somebody chose. Its id is the SHA-256 of its content, which the device knows before anything is sent: so an entry can name its files
 * and go its own way at once, and the files follow when they can, in any order and as often as it takes.
 */
export interface KeptFile {
  readonly personId: string;
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly keptAt: number;
  /** `chosen`: in a form that was not saved yet, never sent. `waiting`: an entry names it. `sent`: the server has it. */
  readonly status: "chosen" | "waiting" | "sent" | "refused";
  /** Missing once the server has both the file and an entry that names it. */
  readonly content?: Blob;
}

const dayMs = 86_400_000;
/** A form that was left is forgotten after this time, and with it what was chosen in it. */
const chosenDays = 7;
/** Entries can be changed for so long; until then their files have a name here. */
const knownDays = 100;

/** A file that is chosen once more: it is sent again unless it is on its way. */
export const chosenAgain = (known: KeptFile | undefined, chosen: KeptFile): KeptFile =>
  known?.status === "waiting" ? known : chosen;

/** What becomes of a file when an entry that names it is saved. */
export const released = (file: KeptFile): KeptFile =>
  file.content !== undefined && file.status !== "waiting" ? { ...file, status: "waiting" } : file;

const isNamedBy = (entry: Entry, fileId: string): boolean => entry.evidenceFileIds?.includes(fileId) === true;

/** Whether an entry that names the file is not in the log yet: if it is refused and corrected much later, the file may be needed once more. */
const isStillNeeded = ({ fileId, personId }: KeptFile, outbox: Outbox): boolean =>
  outbox.some(
    ({ entry, personId: owner, status }) => owner === personId && status !== "acknowledged" && isNamedBy(entry, fileId),
  );

/** A file after some time: as it is, without its content, or undefined when it can be forgotten. */
export function aged(file: KeptFile, outbox: Outbox, nowMs: number): KeptFile | undefined {
  const days = (nowMs - file.keptAt) / dayMs;
  if (file.status === "chosen") return days > chosenDays ? undefined : file;
  if (file.status === "waiting" || isStillNeeded(file, outbox)) return file;
  if (days > knownDays) return undefined;
  if (file.status === "refused" || file.content === undefined) return file;
  const { content: _, ...rest } = file;
  return rest;
}
