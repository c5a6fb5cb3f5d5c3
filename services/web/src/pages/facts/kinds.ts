import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Fact, type Kind } from "./calls.ts";
import { inLanguage } from "./say.ts";

const KindsContext = createContext<readonly Kind[]>([]);
export const KindsProvider = KindsContext.Provider;

export const useKinds = (): readonly Kind[] => useContext(KindsContext);

/** What kind of fact it is, in the reader's language. */
export function useKindName(): (fact: Pick<Fact, "kind">) => string {
  const kinds = useKinds();
  const { language } = useApp().settings;
  return ({ kind: name }) => {
    const known = kinds.find(({ kind }) => kind === name);
    return known === undefined ? name : inLanguage(known.label, language);
  };
}
