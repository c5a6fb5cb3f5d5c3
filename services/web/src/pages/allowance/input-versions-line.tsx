import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useWords } from "../../i18n/words.ts";
import { type Sources, versionsOf } from "./input-versions.ts";
import { type Step, type Version } from "./types.ts";
import { words } from "./words.ts";

/** What the statement was made from; undefined where nothing was frozen, as in a simulation. */
export const VersionsContext = createContext<
  { readonly sources: Sources; readonly versions: readonly Version[] } | undefined
>(undefined);

export function useVersionText(): (version: Version) => string {
  const w = useWords(words);
  return ({ name, revision, sha256, factIds }) => {
    const told = w.registers[name];
    if (told === undefined) return w.factVersion(w.factSources[name] ?? name, factIds.length);
    return revision === 0 ? w.versionAsOf(told, sha256.slice(0, 8)) : w.revision(told, revision);
  };
}

/** In which versions the inputs of a line went in. */
export function InputVersions({ step }: { step: Step }) {
  const w = useWords(words);
  const known = useContext(VersionsContext);
  const textOf = useVersionText();
  const versions = known === undefined ? [] : versionsOf(step, known.sources, known.versions);
  if (versions.length === 0) return null;
  return (
    <p class="xs muted">
      {w.versions}: {versions.map(textOf).join("; ")}
    </p>
  );
}
