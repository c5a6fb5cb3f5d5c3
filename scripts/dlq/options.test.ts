import { describe, expect, it } from "@jest/globals";
import { UsageError } from "../command-line.ts";
import { readRequest } from "./options.ts";

const place = "kinerja.demo.activity.submitted.v1/3:42";
const parsed = { topic: "kinerja.demo.activity.submitted.v1", partition: 3, offset: 42n };
const places = (count: number): string[] => Array.from({ length: count }, (_, offset) => `a/0:${offset}`);

describe("options of npm run dlq", () => {
  it("list fifty records when nothing is said", () => {
    const list = { command: "list", limit: 50, page: 1, json: false };
    expect(readRequest([])).toMatchObject(list);
    expect(readRequest(["list"])).toEqual(readRequest([]));
    expect(readRequest([]).dir).toMatch(/\.data\/demo$/);
    expect(readRequest(["--limit", "1000", "--page", "2", "--json", "--dir", "/x"])).toEqual({
      ...{ command: "list", dir: "/x", limit: 1_000, page: 2, json: true },
    });
  });

  it("name one record to show", () => {
    const show = { command: "show", service: "activity", place: parsed };
    expect(readRequest(["show", "activity", place])).toMatchObject({ ...show, out: undefined });
    expect(readRequest(["show", "activity", place, "--out", "x"])).toMatchObject({ ...show, out: "x" });
  });

  it("name records to re-drive, each once", () => {
    const asked = readRequest(["redrive", "activity", place, "b/0:0", place, "--by", " Siti "]);
    expect(asked).toMatchObject({
      ...{ command: "redrive", service: "activity", by: "Siti", again: false, cause: undefined },
      places: [parsed, { topic: "b", partition: 0, offset: 0n }],
    });
    expect(readRequest(["redrive", "a", ...places(1_000), "--by", "S"])).toMatchObject({ service: "a" });
  });

  it("choose from all records of a service", () => {
    const all = { command: "redrive", service: "activity", places: undefined, by: "Siti" };
    const by = ["--by", "Siti"];
    expect(readRequest(["redrive", "--all", "activity", ...by])).toMatchObject({ ...all, cause: undefined });
    expect(readRequest(["redrive", "--all", "activity", "--cause", "zone", "--again", ...by])).toMatchObject({
      ...{ ...all, cause: "zone", again: true },
    });
  });

  it("name records to settle, with a reason", () => {
    const asked = readRequest([
      "settle",
      "activity",
      place,
      place,
      "--by",
      "Siti",
      "--reason",
      " random bytes of a test ",
    ]);
    expect(asked).toMatchObject({
      ...{ command: "settle", service: "activity", by: "Siti", reason: "random bytes of a test", places: [parsed] },
    });
  });

  it("take an operator's name of 100 characters", () => {
    const name = "é".repeat(100);
    expect(readRequest(["redrive", "a", "b/0:0", "--by", name])).toMatchObject({ by: name });
  });

  it.each<[string, string[], RegExp]>([
    ["another command", ["drop"], /^drop: no such command/],
    ["a limit of none", ["--limit", "0"], /--limit 0: must be a whole number from 1 to 1000/],
    ["a limit too large", ["--limit", "1001"], /--limit 1001/],
    ["a page that is no number", ["--page", "x"], /--page x/],
    ["a list of one service", ["list", "activity"], /activity/],
    ["an option of another command", ["list", "--by", "Siti"], /--by/],
    ["a record that is not named", ["show", "activity"], /name one service and one record/],
    ["two records to show", ["show", "activity", place, place], /name one service and one record/],
    ["a place without an offset", ["show", "activity", "topic/3"], /^topic\/3: must be TOPIC\/PARTITION:OFFSET/],
    ["an offset below zero", ["show", "activity", "topic/3:-1"], /must be TOPIC/],
    ["an offset that no log has", ["show", "activity", `topic/3:${"9".repeat(19)}`], /must be TOPIC/],
    ["a partition that no topic has", ["show", "activity", "topic/9999999999:1"], /must be TOPIC/],
    ["a re-drive of nothing", ["redrive", "--by", "Siti"], /name a service and its records/],
    ["a re-drive of no record", ["redrive", "activity", "--by", "Siti"], /name the records/],
    ["records beside --all", ["redrive", "--all", "activity", place, "--by", "Siti"], /not both/],
    ["a cause without --all", ["redrive", "activity", place, "--cause", "x", "--by", "Siti"], /--cause: chooses/],
    ["an empty cause", ["redrive", "--all", "activity", "--cause", "", "--by", "Siti"], /--cause: must not be empty/],
    ["too many records", ["redrive", "activity", ...places(1_001), "--by", "Siti"], /1001 records, at most 1000/],
    ["nobody who does it", ["redrive", "activity", place], /--by: say who you are/],
    ["a settling without a reason", ["settle", "activity", place, "--by", "Siti"], /--reason: say why/],
    [
      "a reason that says nothing",
      ["settle", "activity", place, "--by", "Siti", "--reason", "ok"],
      /--reason: say why/,
    ],
    [
      "a settling of no record",
      ["settle", "activity", "--by", "S", "--reason", "random bytes"],
      /settle: name the records/,
    ],
    ["a settling by nobody", ["settle", "activity", place, "--reason", "random bytes"], /--by: say who you are/],
    ["a name of blanks", ["redrive", "activity", place, "--by", "  "], /--by: say who/],
    ["a name that is too long", ["redrive", "activity", place, "--by", "x".repeat(101)], /--by: say who/],
    ["a name of two lines", ["redrive", "activity", place, "--by", "a\nb"], /--by: say who/],
  ])("refuse %s with the usage", (_, args, sentence) => {
    expect(() => readRequest(args)).toThrow(UsageError);
    expect(() => readRequest(args)).toThrow(sentence);
    expect(() => readRequest(args)).toThrow(/npm run dlq -- /);
  });
});
