// npm leaves a platform package out of the lock file without a word when the registry does not serve it yet,
// and `npm ci` then refuses that lock file elsewhere.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), "package-lock.json");
const packages = Object.entries(JSON.parse(readFileSync(file, "utf8")).packages);
const names = new Set(packages.map(([key]) => key.split("node_modules/").pop()));
const problems = packages.flatMap(([key, entry]) => [
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !names.has(name))
    .map(
      (name) =>
        `${key || "(root)"}@${entry.version ?? ""}: ${name} is missing: pin a version that has all its platforms`,
    ),
  ...(/^https?:/.test(entry.resolved ?? "")
    ? [`${key}: names a registry (${entry.resolved}): set omit-lockfile-registry-resolved`]
    : []),
  ...(key.includes("node_modules/") && !entry.link && !entry.inBundle && !entry.integrity
    ? [`${key}: has no integrity hash`]
    : []),
]);
for (const problem of problems) console.error(problem);
console.log(`package-lock.json: ${packages.length} packages, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
