import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compilePackage } from "./compile.ts";

let dir: string;
const path = (name: string): string => join(dir, name);
const build = (): ReturnType<typeof compilePackage> => compilePackage({ from: path("src"), to: path("dist") }, 0);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "compile-"));
  mkdirSync(path("src/deep"), { recursive: true });
  writeFileSync(
    path("src/main.ts"),
    'import { two } from "./deep/two.ts";\nconsole.log(two satisfies number);\nthrow new Error("x");\n',
  );
  writeFileSync(path("src/deep/two.ts"), "export const two: number = 2;\n");
  writeFileSync(path("src/deep/two.test.ts"), "throw new Error();\n");
  // A file system's clock ticks coarsely: an output of the same tick as its source counts as old.
  const earlier = new Date(Date.now() - 60_000);
  for (const name of ["main.ts", "deep/two.ts"]) utimesSync(path(`src/${name}`), earlier, earlier);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (): string =>
  execFileSync(
    process.execPath,
    ["--enable-source-maps", "-e", `try { require("${path("dist/main.js")}") } catch (e) { console.log(e.stack) }`],
    {
      encoding: "utf8",
    },
  );

describe("compilePackage", () => {
  it("makes CommonJS that runs, without the tests, and with stacks that name the source", async () => {
    expect(await build()).toEqual({ compiled: 2, removed: 0, total: 2 });
    expect(run()).toMatch(/^2\nError: x\n.*src\/main\.ts:3/s);
    expect(existsSync(path("dist/deep/two.test.js"))).toBe(false);
  });

  it("compiles only what changed", async () => {
    expect(await build()).toMatchObject({ compiled: 0 });
    writeFileSync(path("src/deep/two.ts"), "export const two: number = 3;\n");
    utimesSync(path("src/deep/two.ts"), new Date(), new Date(Date.now() + 1_000));
    expect(await build()).toMatchObject({ compiled: 1 });
    expect(run()).toMatch(/^3\n/);
  });

  it("removes the output of a source that is gone", async () => {
    rmSync(path("src/deep"), { recursive: true });
    expect(await build()).toMatchObject({ removed: 2, total: 1 });
    expect(existsSync(path("dist/deep"))).toBe(false);
  });

  it("keeps the old output when the new source does not parse", async () => {
    const before = readFileSync(path("dist/main.js"), "utf8");
    writeFileSync(path("src/main.ts"), "const = ;\n");
    utimesSync(path("src/main.ts"), new Date(), new Date(Date.now() + 1_000));
    await expect(build()).rejects.toThrow(/main\.ts/);
    expect(readFileSync(path("dist/main.js"), "utf8")).toBe(before);
  });
});
