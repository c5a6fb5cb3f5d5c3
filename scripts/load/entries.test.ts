import { describe, expect, it } from "@jest/globals";
import { entryOf, uuidV7 } from "../k6/lib/entries.ts";

const at = Date.parse("2026-10-30T08:00:00Z");
const made = { employmentId: "00000000-0000-8000-8000-000000000000", workDate: "2026-10-30", atMs: at };

describe("an entry of the load", () => {
  it.each([0, 0.5, 0.999_999_999])("has an id of its instant, whatever chance says: %p", (dice) => {
    const id = uuidV7(at, () => dice);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(at);
  });

  it("has an id of its own", () => {
    const ids = Array.from({ length: 20_000 }, () => uuidV7(at));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([0, 0.5, 0.999_999])("lies in a working day and ends after it begins: %p", (dice) => {
    const { startsAt = "", endsAt = "", ...rest } = entryOf(made, () => dice);
    expect(startsAt >= "07:30" && endsAt <= "16:00" && startsAt < endsAt).toBe(true);
    expect(rest).toMatchObject({ version: 1, kind: "ADDITIONAL", quantity: 1, workDate: "2026-10-30" });
  });
});
