import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { type FileKeeper, type FilesView, openFileKeeper } from "../offline/file-keeper.ts";
import { type KeptFile } from "../offline/kept-file.ts";
import { openShelf } from "../offline/shelf.ts";
import { afterPaint } from "./after-paint.ts";
import { type Platform } from "./platform.ts";

export interface FilesControl extends FilesView {
  /** Keeps a file on this device and resolves with its id; rejects when the device refuses to write. */
  add: (file: File) => Promise<string>;
  release: FileKeeper["release"];
  drop: FileKeeper["drop"];
}

const shelf = openShelf<KeptFile>("files", ({ personId, fileId }) => `${personId} ${fileId}`);

/** Browsers give the hash only to pages that came by https or from this machine. */
export const mayHash = (): boolean => isSecureContext;

async function hashOf(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const timer = (ms: number, run: () => void): (() => void) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};

const nothing: FilesView = { files: new Map(), sending: undefined };

/** The files of the signed-in person; they are sent while there is signal and a session. */
export function useFiles(
  { client, clock, outbox }: Platform,
  personId: string | undefined,
  mayUpload: boolean,
): FilesControl {
  const [view, setView] = useState(nothing);
  const keeper = useRef<Promise<FileKeeper> | undefined>(undefined);
  const may = useRef(mayUpload);

  useEffect(() => {
    if (personId === undefined) return;
    let isCurrent = true;
    const opened = openFileKeeper({
      personId,
      shelf,
      outbox: outbox.read,
      now: clock.now,
      after: timer,
      random: () => Math.random(),
      onChange: (now) => isCurrent && setView(now),
      upload: (content, onProgress) =>
        may.current ? client.upload(content, onProgress) : Promise.reject(new Problem({ status: 0, code: "OFFLINE" })),
    });
    keeper.current = opened;
    return () => {
      isCurrent = false;
      keeper.current = undefined;
      setView(nothing);
      void opened.then((open) => open.stop());
    };
  }, [client, clock, outbox, personId]);

  useEffect(() => {
    may.current = mayUpload;
    if (mayUpload) return afterPaint(() => void keeper.current?.then((open) => open.wake()));
    return undefined;
  }, [mayUpload, personId]);

  return useMemo(() => {
    const open = async (): Promise<FileKeeper> => {
      if (keeper.current === undefined) throw new Error("files without a session");
      return keeper.current;
    };
    return {
      ...view,
      async add(file) {
        const fileId = await hashOf(file);
        await (await open()).keep(fileId, file);
        return fileId;
      },
      release: async (fileIds) => (fileIds.length === 0 ? undefined : (await open()).release(fileIds)),
      drop: async (fileIds) => (fileIds.length === 0 ? undefined : (await open()).drop(fileIds)),
    };
  }, [view]);
}
