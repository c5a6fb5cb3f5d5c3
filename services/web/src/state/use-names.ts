import { useEffect, useRef, useState } from "preact/hooks";
import { type PersonName } from "../api/types.ts";
import { useApp } from "./context.ts";

export interface Names {
  /** Name of a person; dots while it is on its way (a link without a word has no name for who listens), the given words when the server doesn't tell it. */
  of: (personId: string, unknown: string) => string;
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of the people on a page. Each is asked once; a page is complete without them. */
export function useNames(personIds: readonly string[]): Names {
  const { api } = useApp().platform;
  const [known, setKnown] = useState<ReadonlyMap<string, PersonName | undefined>>(new Map());
  const asked = useRef(new Set<string>());
  const wanted = [...new Set(personIds)].filter((id) => idForm.test(id)).join(" ");

  useEffect(() => {
    const missing = wanted.split(" ").filter((id) => id !== "" && !asked.current.has(id));
    if (missing.length === 0) return;
    for (const id of missing) asked.current.add(id);
    const keep = (found: ReadonlyMap<string, PersonName>) =>
      setKnown((before) => new Map([...before, ...missing.map((id) => [id, found.get(id)] as const)]));
    api.names(missing).then(keep, () => {
      keep(new Map());
      for (const id of missing) asked.current.delete(id);
    });
  }, [api, wanted]);

  return {
    of: (personId, unknown) => {
      if (idForm.test(personId) && !known.has(personId)) return "…";
      return known.get(personId)?.name ?? unknown;
    },
  };
}
