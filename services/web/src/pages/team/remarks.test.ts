import { describe, expect, it } from "@jest/globals";
import { type StoredEntry } from "../../api/types.ts";
import { en } from "../../i18n/en.ts";
import { id } from "../../i18n/id.ts";
import { remarksOf } from "./remarks.ts";
import { words } from "./words.ts";

const finding = (lateVersion: number) => ({
  ...{ personId: "p", isEscalated: false, isReadOnly: false },
  stored: { entry: { id: "e", version: 1 }, flags: [], lateVersion } as unknown as StoredEntry,
});

describe("the row of an entry that was changed after the deadline", () => {
  it("says in words that the later change does not count", () => {
    expect(remarksOf(finding(2), id, words.id)).toEqual([expect.stringContaining("tidak dihitung")]);
    expect(remarksOf(finding(2), en, words.en)).toEqual([expect.stringContaining("does not count")]);
    expect(remarksOf(finding(0), id, words.id)).toEqual([]);
  });

  it("says so behind what else is to be known", () => {
    const all = { ...finding(2), isEscalated: true, isReadOnly: true };
    expect(remarksOf(all, id, words.id)).toEqual([id.team.escalatedText, words.id.readOnlyText, words.id.lateBehind]);
  });
});
