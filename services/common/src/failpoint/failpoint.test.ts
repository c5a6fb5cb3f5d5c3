import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { createFailpoint } from "./failpoint.ts";

const deathsOf = (FAILPOINT: string, passed: readonly (readonly [string, string?])[]): number[] => {
  const deaths: number[] = [];
  let at = 0;
  const failpoint = createFailpoint({ FAILPOINT, SITE_KIND: "test" }, () => deaths.push(at));
  for (const [name, of] of passed) {
    at++;
    failpoint(name, of);
  }
  return deaths;
};

const thrice: [string][] = [["writer.afterCommit"], ["writer.afterCommit"], ["writer.afterCommit"]];

describe("a failpoint", () => {
  it.each([
    ["writer.afterCommit:exit", thrice, [1]],
    ["writer.afterCommit:exit:3", thrice, [3]],
    ["writer.afterCommit:exit:4", thrice, []],
    ["relay.afterPublish:exit", thrice, []],
    ["", thrice, []],
    ["beforeReply/a.v1.S/Do:exit", [["beforeReply", "/a.v1.S/Get"], ["beforeReply", "/a.v1.S/Do"]], [2]],
  ] as const)("%j dies once, when it is due", (text, passed, deaths) =>
    expect(deathsOf(text, passed)).toEqual(deaths),
  ); // prettier-ignore

  it.each(["province", "central", ""])("is refused on a site of kind %j", (SITE_KIND) => {
    expect(() => createFailpoint({ FAILPOINT: "a:exit", SITE_KIND })).toThrow("is refused on a site of kind");
    expect(() => createFailpoint({ SITE_KIND })).not.toThrow();
  });

  it.each(["a", "a:leave", "a:exit:", "a:exit:x", ":exit", "a b:exit"])("%j is no failpoint", (FAILPOINT) =>
    expect(() => createFailpoint({ FAILPOINT, SITE_KIND: "test" })).toThrow("must be NAME:exit"),
  );

  it("leaves no time for another step", () => {
    const code = `const { createFailpoint } = await import(${JSON.stringify(join(__dirname, "failpoint.ts"))});
      createFailpoint({ FAILPOINT: "a:exit", SITE_KIND: "demo" })("a");
      process.stdout.write("went on");`;
    const { signal, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect([signal, stdout]).toEqual(["SIGKILL", ""]);
  });
});
