import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";

import { type PeopleNeeds, unknownLines } from "./people-of-lines.ts";

const agencyId = "agency";
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, line) => ({
    ...{ line, namedBy: "person_id" as const, personId: `p${line}`, date: "2026-10-05" as Day },
  }));

/** Nothing was heard of anybody; identity has everybody but p7. */
function needs(asked: number[]): PeopleNeeds {
  return {
    strangers: (_agency, rows) => Promise.resolve([...rows]),
    peopleOf: () => Promise.resolve([]),
    employmentsOf: (personIds, validFrom) => {
      asked.push(personIds.length);
      const known = personIds.filter((personId) => personId !== "p7");
      return Promise.resolve(known.map((personId) => ({ personId, agencyId, validFrom, validTo: undefined })));
    },
  };
}

describe("people of whom nothing was heard yet", () => {
  it("are asked of identity, 500 in a call, all of a batch's", async () => {
    const asked: number[] = [];
    const unknown = await unknownLines(needs(asked), agencyId, rowsOf(1_000), Number.MAX_SAFE_INTEGER);
    expect(unknown).toEqual([{ pointer: "/lines/7/person_id", code: "PERSON_UNKNOWN" }]);
    expect(asked).toEqual([500, 500]);
  });

  it("are a file of another agency where they are too many: nobody is asked", async () => {
    const asked: number[] = [];
    expect(await unknownLines(needs(asked), agencyId, rowsOf(2_001))).toHaveLength(100);
    expect(asked).toEqual([]);
  });
});
