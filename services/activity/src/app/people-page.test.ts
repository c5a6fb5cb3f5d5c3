import { describe, expect, it } from "@jest/globals";

import { pageOfPeople } from "./people-page.ts";

const person = (digit: number): string => `00000000-0000-8000-8000-00000000000${digit}`;

describe("a page of people", () => {
  it("goes on behind the last one shown, also when that one has left and others came", () => {
    const first = pageOfPeople("work", [3, 1, 2, 5, 3].map(person), { pageSize: 2 });
    expect(first.people).toEqual([1, 2].map(person));
    const rest = pageOfPeople("work", [5, 0, 3, 4, 1].map(person), { pageSize: 2, pageToken: first.next });
    expect(rest.people).toEqual([3, 4].map(person));
    const last = pageOfPeople("work", [5, 3, 4].map(person), { pageSize: 2, pageToken: rest.next });
    expect(last).toEqual({ people: [person(5)], next: "" });
  });

  it("does not take the token of another list", () => {
    const { next } = pageOfPeople("work", [1, 2].map(person), { pageSize: 1 });
    expect(() => pageOfPeople("inbox", [], { pageToken: next })).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ code: "PAGE_TOKEN_FORM" })] }),
    );
  });
});
