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

/** A store from which files go after some days unless they are kept. */
export interface KeepingStore extends FileStore {
  /** Keeps a file for good; false when nothing has this id (yet). */
  keep(fileId: string): Promise<boolean>;
}
