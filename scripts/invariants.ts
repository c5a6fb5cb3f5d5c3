import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkInvariants, openStores } from "./invariants/check.ts";
import { readAddress } from "./platform/address.ts";
import { openProgress } from "./start/progress.ts";
import { violationsOf } from "./start/report.ts";

// npm run invariants [-- --dir FOLDER]: checks the stores of the platform that `npm start` left running, exactly.
const { values } = parseArgs({
  options: { dir: { type: "string", default: join(import.meta.dirname, "../.data/demo") } },
});
const { totals } = openProgress(join(values.dir, "progress.json"));
const stores = await openStores(readAddress(values.dir));
try {
  const observed = { looked: totals["looked"] ?? 0, unseen: totals["unseen"] ?? 0 };
  const findings = await checkInvariants(stores, join(values.dir, "history.jsonl"), observed);
  for (const [id, { checked, violations }] of Object.entries(findings))
    process.stdout.write(`${id} ${checked} checked, ${violations} violations\n`);
  const wrong = violationsOf(findings);
  if (wrong.length > 0) {
    process.stdout.write(`${wrong.join("\n")}\n`);
    process.exitCode = 1;
  }
} finally {
  await stores.close();
}
