import { type DirectoryServiceClient, type GetFactsResponse } from "@kinerja/proto/identity/v1/directory_service";

import { call } from "../grpc/index.ts";

/** The originating person of a call, in whose name identity is asked. */
export type Asker = { readonly personId: string; readonly token: string; readonly requestId: string };

/** What identity says about the asker, and about what the asker is to the people named. */
export type KnownFacts = GetFactsResponse;

/** `fresh` asks at once, for acts; `recent` may answer with facts a few seconds old, for reads. */
type FactsFor = (asker: Asker, personIds: readonly string[], age: "fresh" | "recent") => Promise<KnownFacts>;

const recentMs = 5_000;
const cacheLimit = 5_000;

/** Facts asked of identity with the asker's own token. */
export function factsFrom(client: DirectoryServiceClient): FactsFor {
  const cache = new Map<string, { readonly at: number; readonly facts: Promise<KnownFacts> }>();

  const ask = ({ token, requestId }: Asker, personIds: readonly string[]): Promise<KnownFacts> =>
    call(
      client,
      client.getFacts.bind(client),
      { personIds: [...personIds] },
      { subject: { token }, traceId: requestId },
    );

  function recent(asker: Asker, personIds: readonly string[]): Promise<KnownFacts> {
    const key = `${asker.personId}/${personIds.join()}`;
    const known = cache.get(key);
    if (known !== undefined && performance.now() - known.at < recentMs) return known.facts;
    const facts = ask(asker, personIds);
    cache.delete(key);
    if (cache.size >= cacheLimit) cache.delete(cache.keys().next().value ?? "");
    cache.set(key, { at: performance.now(), facts });
    facts.catch(() => {
      if (cache.get(key)?.facts === facts) cache.delete(key);
    });
    return facts;
  }

  return (asker, personIds, age) => (age === "fresh" ? ask(asker, personIds) : recent(asker, personIds));
}
