import { describe, expect, it } from "@jest/globals";
import { type Entry } from "../api/types.ts";
import { type OutboxFile } from "./database.ts";
import { type Outbox, queue } from "./outbox.ts";
import { openOutboxStore } from "./store.ts";

const entry = (id: string): Entry => ({
  id,
  version: 1,
  employmentId: "e",
  workDate: "2026-11-19",
  kind: "PLANNED",
  description: "Rapat",
});

/** A file that refuses to write while it is full, and that another tab may change. */
function fakeFile() {
  const file = { isFull: false, items: [] as Outbox, tell: (): void => undefined };
  const asFile: OutboxFile = {
    isDurable: true,
    update: (step) => {
      if (file.isFull) return Promise.reject(new Error("QuotaExceededError"));
      file.items = step(file.items);
      return Promise.resolve(file.items);
    },
    watch: (listener) => {
      file.tell = listener;
    },
  };
  return { file, asFile };
}

describe("the outbox store", () => {
  it("makes changes one after another, each on the outcome of the last", async () => {
    const { file, asFile } = fakeFile();
    const store = await openOutboxStore(asFile);
    await Promise.all(["a", "b", "c"].map((id) => store.change((outbox) => queue(outbox, "p", [entry(id)], 0))));
    expect(file.items.map((item) => item.key)).toEqual(["a:1", "b:1", "c:1"]);
  });

  it("shows nothing that was not written, says so, and goes on", async () => {
    const { file, asFile } = fakeFile();
    const store = await openOutboxStore(asFile);
    file.isFull = true;
    await expect(store.change((outbox) => queue(outbox, "p", [entry("a")], 0))).rejects.toThrow("Quota");
    expect(store.read()).toEqual([]);
    file.isFull = false;
    await store.change((outbox) => queue(outbox, "p", [entry("b")], 0));
    expect(store.read().map((item) => item.key)).toEqual(["b:1"]);
  });

  it("finds after a restart what was there before", async () => {
    const { asFile } = fakeFile();
    const first = await openOutboxStore(asFile);
    await first.change((outbox) => queue(outbox, "p", [entry("a")], 1));
    expect((await openOutboxStore(asFile)).read().map((item) => item.key)).toEqual(["a:1"]);
  });

  it("works on what another tab has written meanwhile, and shows it", async () => {
    const { file, asFile } = fakeFile();
    const store = await openOutboxStore(asFile);
    file.items = queue([], "p", [entry("b")], 1);
    const shown = new Promise<void>((resolve) => store.watch(resolve));
    file.tell();
    await shown;
    await store.change((outbox) => queue(outbox, "p", [entry("a")], 2));
    expect(store.read().map((item) => item.key)).toEqual(["b:1", "a:1"]);
  });
});
