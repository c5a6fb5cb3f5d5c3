import { type PersonName } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { isPerson } from "../people/parts.tsx";
import { type Rows } from "../people/types.ts";
import { type Pages, usePages } from "../people/use-pages.ts";
import { type Fact, type FactQuery, useFactCalls } from "./calls.ts";

export interface FactRow extends Fact {
  readonly person: PersonName | undefined;
  readonly recorder: PersonName | undefined;
  readonly decider: PersonName | undefined;
}

function useNamed(): (page: Rows<Fact>) => Promise<Rows<FactRow>> {
  const { platform } = useApp();
  return async ({ rows, next }) => {
    const ids = rows.flatMap(({ personId, recordedBy, decidedBy }) => [personId, recordedBy, decidedBy]);
    const wanted = [...new Set(ids.filter(isPerson))];
    const names = wanted.length === 0 ? new Map<string, PersonName>() : await platform.api.names(wanted);
    const named = rows.map((row): FactRow => ({
      ...row,
      person: names.get(row.personId),
      recorder: names.get(row.recordedBy),
      decider: names.get(row.decidedBy),
    }));
    return { rows: named, next };
  };
}

/** Facts of an agency, with the names of who takes part. */
export function useFacts(agencyId: string, asked: FactQuery): Pages<FactRow> {
  const calls = useFactCalls();
  const named = useNamed();
  const key = ["facts", agencyId, asked.kind, asked.personId, String(asked.open)].join(" ");
  return usePages<FactRow>(key, async (pageToken) => named(await calls.facts(agencyId, asked, pageToken)));
}

/** What is recorded about the reader. */
export function useOwnFacts(): Pages<FactRow> {
  const calls = useFactCalls();
  const named = useNamed();
  return usePages<FactRow>("own facts", async (pageToken) => named(await calls.ownFacts(pageToken)));
}
