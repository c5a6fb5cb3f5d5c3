import { describe, expect, it } from "@jest/globals";
import { type Entry } from "../api/types.ts";
import { aged, chosenAgain, type KeptFile, released } from "./kept-file.ts";
import { type OutboxItem } from "./outbox.ts";

const day = 86_400_000;
const content = new Blob(["bukti"]);
const file = (more: Partial<KeptFile> = {}): KeptFile => ({
  ...{ personId: "p", fileId: "f", name: "foto.jpg", size: 5, keptAt: 0, status: "chosen", content },
  ...more,
});
const bare: KeptFile = { personId: "p", fileId: "f", name: "foto.jpg", size: 5, keptAt: 0, status: "sent" };
const naming = (status: OutboxItem["status"], personId = "p"): OutboxItem =>
  ({ personId, status, entry: { evidenceFileIds: ["f"] } as unknown as Entry }) as OutboxItem;

describe("a kept file", () => {
  it("is sent once an entry names it, and again after it was refused", () => {
    expect(released(file()).status).toBe("waiting");
    expect(released(file({ status: "refused" })).status).toBe("waiting");
    expect(released(bare)).toBe(bare);
  });

  it("stays on its way when it is chosen for a second entry", () => {
    expect(chosenAgain(file({ status: "waiting" }), file()).status).toBe("waiting");
    expect(chosenAgain(bare, file())).toEqual(file());
  });

  it("of a form that was left is forgotten after a week", () => {
    expect(aged(file(), [], 7 * day)).toEqual(file());
    expect(aged(file(), [], 8 * day)).toBeUndefined();
  });

  it("keeps its content until it was sent, however long that takes", () => {
    expect(aged(file({ status: "waiting" }), [], 400 * day)?.content).toBe(content);
    expect(aged(file({ status: "sent" }), [], day)).toEqual(bare);
  });

  it.each(["waiting", "refused"] as const)("keeps its content while the entry that names it is %s", (status) => {
    expect(aged(file({ status: "sent" }), [naming(status)], 101 * day)?.content).toBe(content);
  });

  it("loses it once the entry is in the log, and needs none for the entry of somebody else", () => {
    expect(aged(file({ status: "sent" }), [naming("acknowledged")], day)).toEqual(bare);
    expect(aged(file({ status: "sent" }), [naming("waiting", "q")], day)).toEqual(bare);
  });

  it("has a name as long as its entry can be changed", () => {
    expect(aged(bare, [], 100 * day)).toBe(bare);
    expect(aged(bare, [], 101 * day)).toBeUndefined();
  });
});
