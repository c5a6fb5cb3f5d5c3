import { type Readable } from "node:stream";

export interface StoredFile {
  /** SHA-256 of the content, hexadecimal. */
  readonly fileId: string;
  readonly size: number;
}

/** Where uploaded files lie. A file is known by its content alone; no name or path of a user ever gets here. */
export interface FileStore {
  /** Stores the whole stream or nothing; the same content gives the same id. Refuses with FILE_TOO_LARGE, FILE_EMPTY or BODY_INCOMPLETE. */
  put(content: AsyncIterable<Uint8Array>, limitBytes: number): Promise<StoredFile>;
  /** The content; undefined when nothing has this id. */
  open(fileId: string): Promise<{ readonly size: number; readonly content: Readable } | undefined>;
}

export interface SweepOptions {
  /** Files that were put before this instant, milliseconds of Unix time by the clock of the store, go. */
  readonly before: number;
  /** Which of these somebody needs still. Asked once the old ones are known, so that what is taken into use meanwhile stays. */
  readonly inUse: (fileIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A store from which files go after some days unless they are kept. */
export interface KeepingStore extends FileStore {
  /** Keeps a file for good; false when nothing has this id (yet). */
  keep(fileId: string): Promise<boolean>;
  /** Removes old files that are neither kept nor in use, and what a crash has left half written; says how many files went. Putting a file again makes it young. */
  sweep(options: SweepOptions): Promise<number>;
}

export const isFileId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
