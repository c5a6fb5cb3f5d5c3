import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine, runCommand } from "./command-line.ts";
import { makeProvince } from "./demo/province.ts";
import { monthOf } from "./demo/stage.ts";
import { checkInvariants } from "./invariants/check.ts";
import { violationsOf } from "./invariants/finding.ts";
import { openStores, untilQuiet } from "./invariants/stores.ts";
import { readAddress } from "./platform/address.ts";
import { openProgress } from "./start/progress.ts";
import { type World } from "./start/site.ts";

const usage = `npm run invariants -- [--dir FOLDER] [--archive FOLDER]

  Checks the stores of the platform that npm start left running, exactly.

  --dir FOLDER      where that platform keeps its data (.data/demo)
  --archive FOLDER  ARCHIVE_DIR of the job that takes old weeks of entries out (main-archive)`;

const options = {
  dir: { type: "string", default: join(import.meta.dirname, "../.data/demo") },
  archive: { type: "string" },
} as const;

async function main(): Promise<void> {
  const { values } = readCommandLine(usage, { options });
  const address = readAddress(values.dir);
  const world = JSON.parse(readFileSync(join(values.dir, "world.json"), "utf8")) as World;
  const { totals } = openProgress(join(values.dir, "progress.json"));
  const stores = await openStores(address);
  try {
    const observed = { looked: totals["looked"] ?? 0, unseen: totals["unseen"] ?? 0 };
    const demo = {
      province: makeProvince(world.seed, world.peopleCount),
      month: monthOf("2026-10"),
      url: address.url,
      logs: join(values.dir, "services"),
    };
    const historyFile = join(values.dir, "history.jsonl");
    const isPlayed = world.peopleSha256 === undefined;
    await untilQuiet(stores, address);
    const findings = await checkInvariants(stores, {
      ...{ address, historyFile, observed, isPlayed },
      ...(isPlayed && { world: demo }),
      ...(values.archive !== undefined && { archiveFolder: values.archive }),
    });
    for (const [id, { checked, violations, applies }] of Object.entries(findings))
      process.stdout.write(
        applies === false ? `${id} does not apply\n` : `${id} ${checked} checked, ${violations} violations\n`,
      );
    const wrong = violationsOf(findings);
    if (wrong.length > 0) {
      process.stdout.write(`${wrong.join("\n")}\n`);
      process.exitCode = 1;
    }
  } finally {
    await stores.close();
  }
}

await runCommand(main);
