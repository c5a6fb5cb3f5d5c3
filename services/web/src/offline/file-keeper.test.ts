import { describe, expect, it } from "@jest/globals";
import { Problem } from "../api/problem.ts";
import { type Progress, type StoredFile } from "../api/transfer.ts";
import { type FilesView, openFileKeeper } from "./file-keeper.ts";
import { type KeptFile } from "./kept-file.ts";
import { memoryShelf, type Shelf } from "./shelf.ts";

type Upload = (content: Blob, onProgress: Progress) => Promise<StoredFile>;

const keyOf = ({ personId, fileId }: KeptFile): string => `${personId} ${fileId}`;
const picture = (name: string): File => new File([name], `${name}.jpg`);
/** The double's id of a content is the content. */
const accept: Upload = async (content) => ({ fileId: await content.text(), size: content.size });

async function make(upload: Upload, shelf: Shelf<KeptFile> = memoryShelf(keyOf)) {
  const timers: (() => void)[] = [];
  let view: FilesView = { files: new Map(), sending: undefined };
  const open = () =>
    openFileKeeper({
      ...{ personId: "p", shelf, upload, outbox: () => [], now: () => 0, random: () => 0 },
      onChange: (next) => {
        view = next;
      },
      after: (_ms, run) => {
        timers.push(run);
        return () => undefined;
      },
    });
  const idle = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const states = () => Object.fromEntries([...view.files.values()].map(({ fileId, status }) => [fileId, status]));
  return { keeper: await open(), open, shelf, timers, idle, states, view: () => view };
}

describe("the keeper of files", () => {
  it("sends nothing that was only chosen, and what an entry names at once", async () => {
    const { keeper, idle, states } = await make(accept);
    await keeper.keep("a", picture("a"));
    await keeper.keep("b", picture("b"));
    await keeper.release(["a"]);
    await idle();
    expect(states()).toEqual({ a: "sent", b: "chosen" });
  });

  it("keeps through a restart what could not be sent, and then sends it", async () => {
    let isUp = false;
    const upload: Upload = (content, onProgress) =>
      isUp ? accept(content, onProgress) : Promise.reject(new Problem({ status: 0, code: "OFFLINE" }));
    const { keeper, open, idle, states, timers } = await make(upload);
    await keeper.keep("a", picture("a"));
    await keeper.release(["a"]);
    await idle();
    expect(states()).toEqual({ a: "waiting" });
    expect(timers).toHaveLength(1);
    keeper.stop();
    isUp = true;
    await open();
    await idle();
    expect(states()).toEqual({ a: "sent" });
  });

  it("goes on with the next file when one is refused or arrives as something else", async () => {
    const upload: Upload = async (content) => {
      const text = await content.text();
      if (text === "large") throw new Problem({ status: 400, code: "FILE_TOO_LARGE" });
      return { fileId: text === "other" ? "another hash" : text, size: 1 };
    };
    const { keeper, idle, states } = await make(upload);
    for (const name of ["large", "other", "good"]) await keeper.keep(name, picture(name));
    await keeper.release(["large", "other", "good"]);
    await idle();
    expect(states()).toEqual({ large: "refused", other: "refused", good: "sent" });
  });

  it("tells how far the file is, and no more once it is there", async () => {
    const shares: (number | undefined)[] = [];
    const upload: Upload = async (content, onProgress) => {
      onProgress(0.5);
      shares.push(made.view().sending?.share);
      return accept(content, onProgress);
    };
    const made = await make(upload);
    await made.keeper.keep("a", picture("a"));
    await made.keeper.release(["a"]);
    await made.idle();
    expect(shares).toEqual([0.5]);
    expect(made.view().sending).toBeUndefined();
  });

  it("forgets what was chosen in a form that was left, and nothing that an entry names", async () => {
    const { keeper, idle, states, shelf } = await make(accept);
    await keeper.keep("a", picture("a"));
    await keeper.keep("b", picture("b"));
    await keeper.release(["a"]);
    await keeper.drop(["a", "b"]);
    await idle();
    expect(states()).toEqual({ a: "sent" });
    expect((await shelf.all("p")).map(({ fileId }) => fileId)).toEqual(["a"]);
  });

  it("says that a device refuses to write instead of pretending", async () => {
    const full: Shelf<KeptFile> = { ...memoryShelf(keyOf), put: () => Promise.reject(new Error("QuotaExceededError")) };
    const { keeper, states } = await make(accept, full);
    await expect(keeper.keep("a", picture("a"))).rejects.toThrow("Quota");
    expect(states()).toEqual({});
  });
});
