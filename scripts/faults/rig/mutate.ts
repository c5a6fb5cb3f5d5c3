/** Preloaded into a process of the rig: breaks it on purpose, in the ways that MUTANT names, with commas between. No production code knows of it. */
import { registerHooks } from "node:module";
import { mutants, mutated } from "./mutants.ts";

const chosen = (process.env["MUTANT"] ?? "").split(",").map((name) => {
  const mutant = mutants[name];
  if (mutant === undefined) throw new Error(`there is no mutant "${name}"`);
  return mutant;
});
/** Found by what is appended to the file. */
const key = "kinerja.mutated";
const breakAll = (file: string, exported: object): object =>
  chosen.filter((mutant) => mutant.file === file).reduce((made, mutant) => mutated(mutant, made), exported);
Object.assign(globalThis, { [key]: breakAll });
const fileOf = (url: string): string | undefined => chosen.find(({ file }) => url.endsWith(`/dist/${file}.js`))?.file;

const textOf = (source: unknown): string =>
  typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString();

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const file = fileOf(url);
    if (file === undefined) return loaded;
    const broken = `module.exports = globalThis["${key}"]("${file}", module.exports);`;
    return { ...loaded, source: `${textOf(loaded.source)}\n${broken}\n` };
  },
});
