import { isTest, matchesIn, type RepoFile, type Rule } from "./repository.ts";

/** Where a library may be imported. What is not listed may be used by whoever depends on it. */
const places: readonly { readonly library: string; readonly where: RegExp }[] = [
  { library: "kafkajs", where: /^services\/common\/src\/messaging\// },
  { library: "@platformatic/kafka", where: /^services\/common\/src\/messaging\// },
  { library: "typeorm", where: /^services\/([^/]+\/src\/adapters\/postgres|common\/src\/(postgres|testing))\// },
  {
    library: "@grpc/grpc-js",
    where:
      /^scripts\/(bench|faults)\/|^services\/([^/]+\/src\/(adapters\/|main[^/]*\.ts$)|gateway\/src\/|[^/]+\/src\/testing\/|common\/src\/(grpc|edge)\/)/,
  },
  { library: "express", where: /^services\/(gateway|activity|common\/src\/(edge|telemetry))\// },
  { library: "ioredis", where: /^services\/(?:gateway\/src|common\/src\/redis)\// },
];

const importOf = (library: string): RegExp => {
  const name = library.replace(/[/.]/g, "\\$&");
  return new RegExp(`(from|import|require\\(|import\\()\\s*"${name}(/[^"]*)?"`, "g");
};

/** A library stays behind its port, so that leaving it costs one folder. A test may compare us with it. */
export const librariesStayInPlace: Rule = (files) =>
  files
    .filter(({ path }) => /\.[cm]?tsx?$/.test(path) && !isTest(path))
    .flatMap((file) =>
      places
        .filter(({ where }) => !where.test(file.path))
        .flatMap(({ library }) => matchesIn(file, importOf(library)))
        .map((found) => `${found} is not allowed here`),
    );

// Each word in two halves, so that this file keeps its own rule.
const openEnd = new RegExp(
  `\\b(${[
    ["TO", "DO"],
    ["FIX", "ME"],
  ]
    .map((halves) => halves.join(""))
    .join("|")})\\b`,
  "g",
);

/** What is left to do is an issue, not a comment. */
export const nothingIsLeftOpen: Rule = (files) => files.flatMap((file) => matchesIn(file, openEnd));

const grouped = /(?<![\w-]|\d\.)(\d{18}|\d{8} \d{6} \d \d{3})(?![\w-]| \d)/g;
const isInvented = (digits: string): boolean => Number(digits.slice(15)) >= 900;
const isNipShaped = (digits: string): boolean =>
  /^(19[3-9]|20[01])\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d\d(0[1-9]|1[0-2]|21)[12]/.test(digits);
const holdsExamples = (path: string): boolean => isTest(path) || /^(scripts\/demo|docs|proto)\//.test(path);

/** Nobody's NIP is in the repository: serial numbers from 900 on are given to nobody. Tests may hold other long numbers, but none of that form. */
export const nobodysNip: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(grouped)]
      .map(([found]) => found.replaceAll(" ", ""))
      .filter((digits) => !isInvented(digits) && (isNipShaped(digits) || !holdsExamples(path)))
      .map((digits) => `${path}: ${digits.slice(0, 4)}… (18 digits, serial below 900)`),
  );

const dots = (host: string): string => host.replaceAll(".", "\\.");
// In pieces, so that this file keeps its own rule.
const registryHosts = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["files", "pythonhosted", "org"],
  ["repo1", "maven", "org"],
  ["repo", "maven", "apache", "org"],
  ["proxy", "golang", "org"],
].map((parts) => parts.join("."));

/** Hosts of the registries that this machine is set to use, as its environment names them. */
export function ownRegistries(env: Readonly<Record<string, string | undefined>>): string[] {
  const settings = [/^npm_config_registry$/i, /^PIP_(EXTRA_)?INDEX_URL$/, /^UV_.*INDEX/, /^GOPROXY$/];
  return Object.entries(env)
    .filter(([name]) => settings.some((setting) => setting.test(name)))
    .flatMap(([, value = ""]) => value.split(/[,|\s]/))
    .flatMap((address) => URL.parse(address)?.host || []);
}

const isLoopback = (host: string): boolean => /^(localhost|127\.|\[::1\])/.test(host);

/** The repository reads the same on every machine: no path of one, no address of a registry. */
export const noMachineIsNamed =
  (registries: readonly string[]): Rule =>
  (files: readonly RepoFile[]) => {
    const hosts = [...registryHosts, ...registries.filter((host) => !isLoopback(host))].map(dots).join("|");
    const pattern = new RegExp(`(?<![\\w./*-])/(work|root|home|Users)/[\\w.-]*|\\b(${hosts})`, "g");
    return files.filter(({ path }) => path !== "scripts/tidy/code.ts").flatMap((file) => matchesIn(file, pattern));
  };
