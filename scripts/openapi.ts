import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openApi, ownContract } from "@kinerja/common/edge";
import { stringify } from "yaml";

const root = join(import.meta.dirname, "..");
const binaries = join(root, "node_modules/.bin");

/** The committed document and the web client's types that are made of it. */
export const openApiFile = join(root, "docs/openapi.yaml");
const typesFile = join(root, "services/web/src/api/schema.d.ts");

/** The document as YAML. Needs the built services: `npm run build`. */
export function openApiYaml(): string {
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, string>;
  const document = openApi(ownContract(), { version: version ?? "", license: license ?? "" });
  return `# Generated from proto/ by scripts/openapi.ts.\n${stringify(document, {
    lineWidth: 120,
    aliasDuplicateObjects: false,
    defaultKeyType: "PLAIN",
    defaultStringType: "QUOTE_DOUBLE", // 07:30 is a number to some readers of YAML
  })}`;
}

function run(tool: string, ...args: string[]): void {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  execFileSync(join(binaries, tool), args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: 120_000,
  });
}

/** Writes the document and the types; lints the document. */
export function writeOpenApi(): void {
  for (const file of [openApiFile, typesFile]) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(openApiFile, openApiYaml());
  run("redocly", "lint", "--extends=recommended-strict", "--format=stylish", openApiFile);
  run("openapi-typescript", openApiFile, "--output", typesFile);
  run("prettier", "--log-level", "warn", "--write", openApiFile, typesFile);
}

if (import.meta.main) {
  if (process.argv.includes("--print")) process.stdout.write(openApiYaml());
  else writeOpenApi();
}
