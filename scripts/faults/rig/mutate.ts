/** Preloaded into a process of the rig: breaks it on purpose, in the one way that MUTANT names. No production code knows of it. */
import { registerHooks } from "node:module";
import { mutants, mutated } from "./mutants.ts";

const name = process.env["MUTANT"] ?? "";
const mutant = mutants[name];
if (mutant === undefined) throw new Error(`there is no mutant "${name}"`);
const ending = `/dist/${mutant.file}.js`;
/** Found by what is appended to the file. */
const key = "kinerja.mutated";
Object.assign(globalThis, { [key]: (exported: object) => mutated(mutant, exported) });
const broken = `module.exports = globalThis["${key}"](module.exports);`;

const textOf = (source: unknown): string =>
  typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString();

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(ending)) return loaded;
    return { ...loaded, source: `${textOf(loaded.source)}\n${broken}\n` };
  },
});
