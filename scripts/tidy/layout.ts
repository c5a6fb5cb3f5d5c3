import { type RepoFile, type Rule } from "./repository.ts";

const lineLimit = 400;

/** Nobody reads a longer one in one go. Contracts and documents may be as long as they must. */
export const filesAreShort: Rule = (files) =>
  files
    .filter(({ path }) => /\.([cm]?[jt]sx?|sql)$/.test(path) && !path.endsWith(".d.ts"))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > lineLimit)
    .map(({ path, lines }) => `${path} has ${lines} lines, at most ${lineLimit} are allowed`);

const library = new Set(["common", "web"]);

const hasPart = (paths: readonly string[], name: string, part: RegExp): boolean =>
  paths.some((path) => path.startsWith(`services/${name}/`) && part.test(path.slice(`services/${name}/`.length)));

/** What can be started. A workspace that holds a domain only is not a service yet. */
const mainFile = /^src\/main(-[a-z]+)?\.ts$/;
export const isRunnable = (paths: readonly string[], name: string): boolean =>
  hasPart(paths, name, mainFile) || hasPart(paths, name, /^src\/adapters\//);

/** A service is found, configured and started in the same way as its neighbours. */
export const servicesAreComplete: Rule = (files) => {
  const paths = files.map(({ path }) => path);
  const names = paths.flatMap((path) => /^services\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  const readme = { part: /^README\.md$/, says: "README.md" };
  const run = [readme, { part: /^src\/config\.ts$/, says: "src/config.ts" }, { part: mainFile, says: "src/main*.ts" }];
  const wanted = (name: string): typeof run => {
    if (library.has(name)) return [readme];
    return isRunnable(paths, name) ? run : [];
  };
  return names.flatMap((name) =>
    wanted(name)
      .filter(({ part }) => !hasPart(paths, name, part))
      .map(({ says }) => `services/${name} has no ${says}`),
  );
};

function rolesFault({ path, text }: RepoFile): string[] {
  try {
    const { roles } = JSON.parse(text) as { roles?: unknown };
    const fine = Array.isArray(roles) && roles.length > 0 && roles.every((role) => /^[a-z]+$/.test(String(role)));
    return fine ? [] : [`${path} lists no roles`];
  } catch {
    return [`${path} is not JSON`];
  }
}

function migrationFaults(folder: string, files: readonly RepoFile[]): string[] {
  const names = files.map(({ path }) => path.slice(folder.length)).sort();
  const roles = files.find(({ path }) => path === `${folder}roles.json`);
  const numbered = names.filter((name) => name !== "roles.json");
  const misnamed = numbered.filter((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name));
  const gaps = numbered.filter((name, index) => Number.parseInt(name, 10) !== index + 1);
  return [
    ...(roles ? rolesFault(roles) : [`${folder} has no roles.json`]),
    ...misnamed.map((name) => `${folder}${name} is not named NNNN_what.sql`),
    ...gaps.slice(0, 1).map((name) => `${folder}${name} leaves a gap or repeats a number`),
  ];
}

/** A database is built from 0001 on without a gap, and the roles that it grants to are listed. */
export const migrationsAreNumbered: Rule = (files) => {
  const inMigrations = files.flatMap((file) => {
    const folder = /^services\/[^/]+\/migrations\//.exec(file.path)?.[0];
    return folder === undefined ? [] : [{ folder, file }];
  });
  return [...new Set(inMigrations.map(({ folder }) => folder))].flatMap((folder) =>
    migrationFaults(
      folder,
      inMigrations.filter((one) => one.folder === folder).map(({ file }) => file),
    ),
  );
};
