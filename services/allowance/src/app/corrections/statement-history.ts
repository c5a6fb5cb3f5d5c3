import { parsePeriod } from "@kinerja/common/kernel";

import { statementReader } from "../../domain/statement.ts";
import { type ParsePolicy } from "../policies.ts";
import { type Caller, type Store } from "../ports.ts";
import { linesSayer, type ShownLine } from "../shown-lines.ts";
import { type StatementVersion } from "./ports.ts";

export type HistoryNeeds = { readonly store: Store; readonly parse: ParsePolicy };
export type ShownVersion = StatementVersion & { readonly steps: readonly ShownLine[] };

const mostVersions = 100;

/** The caller's own statements of a month in all their versions, the newest first, each with its lines in the words of its policy. */
export const statementHistory =
  ({ store, parse }: HistoryNeeds) =>
  async (caller: Caller, text: string): Promise<ShownVersion[]> => {
    const period = parsePeriod(text, "/period");
    const own = { agencies: [], person: caller.personId };
    const versions = await store.transaction(own, ({ corrections }) =>
      corrections.versions(caller.personId, period, mostVersions),
    );
    const agencies = [...new Set(versions.map(({ agencyId }) => agencyId))];
    return store.transaction({ ...own, agencies }, async ({ policies }) => {
      const shown: ShownVersion[] = [];
      for (const version of versions) {
        const policy = await policies.find(version.agencyId, version.policyId);
        const { document } = parse(policy?.document ?? "");
        if (!document) throw new Error(`run ${version.runId} has lost its policy`);
        const isGone = version.packed.length === 0;
        const steps = isGone ? [] : statementReader(version.layout)(version.packed).trace.map(linesSayer(document));
        shown.push({ ...version, steps });
      }
      return shown;
    });
  };
