import { aged, chosenAgain, type KeptFile, released } from "./kept-file.ts";
import { type Outbox } from "./outbox.ts";
import { type Shelf } from "./shelf.ts";
import { type Sending, startUploader, type Uploader, type UploaderNeeds } from "./uploader.ts";

export interface FilesView {
  readonly files: ReadonlyMap<string, KeptFile>;
  readonly sending: Sending | undefined;
}

export interface KeeperNeeds extends Pick<UploaderNeeds, "upload" | "after" | "random"> {
  readonly personId: string;
  readonly shelf: Shelf<KeptFile>;
  readonly outbox: () => Outbox;
  readonly now: () => number;
  readonly onChange: (view: FilesView) => void;
}

/** The files of one person on this device. */
export interface FileKeeper {
  /** Puts a file on the shelf; rejects when the device refuses to write. */
  keep: (fileId: string, file: File) => Promise<void>;
  /** An entry names them now: they are sent. */
  release: (fileIds: readonly string[]) => Promise<void>;
  /** The form that chose them was left; what an entry names stays. */
  drop: (fileIds: readonly string[]) => Promise<void>;
  wake: () => void;
  stop: () => void;
}

export async function openFileKeeper(needs: KeeperNeeds): Promise<FileKeeper> {
  const { personId, shelf } = needs;
  const files = new Map((await shelf.all(personId)).map((file) => [file.fileId, file]));
  let sending: Sending | undefined;
  const tell = () => needs.onChange({ files: new Map(files), sending });

  async function put(file: KeptFile): Promise<void> {
    await shelf.put(file);
    files.set(file.fileId, file);
    tell();
  }
  async function forget(file: KeptFile): Promise<void> {
    await shelf.remove(file);
    files.delete(file.fileId);
    tell();
  }
  async function tidy(): Promise<void> {
    for (const file of files.values()) {
      const kept = aged(file, needs.outbox(), needs.now());
      if (kept === undefined) await forget(file);
      else if (kept !== file) await put(kept);
    }
  }

  const uploader: Uploader = startUploader({
    ...needs,
    read: () => [...files.values()].sort((left, right) => left.keptAt - right.keptAt),
    change: put,
    onProgress: (next) => {
      sending = next;
      tell();
    },
  });
  await tidy().catch(() => undefined);
  tell();
  uploader.wake();

  const known = (fileIds: readonly string[]): KeptFile[] =>
    fileIds.flatMap((fileId) => {
      const file = files.get(fileId);
      return file === undefined ? [] : [file];
    });

  return {
    async keep(fileId, file) {
      const { name, size } = file;
      const chosen: KeptFile = {
        ...{ personId, fileId, name, size },
        ...{ keptAt: needs.now(), status: "chosen", content: file },
      };
      await put(chosenAgain(files.get(fileId), chosen));
    },
    async release(fileIds) {
      for (const file of known(fileIds)) if (released(file) !== file) await put(released(file));
      uploader.wake();
    },
    async drop(fileIds) {
      for (const file of known(fileIds)) if (file.status === "chosen") await forget(file);
    },
    wake: uploader.wake,
    stop: uploader.stop,
  };
}
