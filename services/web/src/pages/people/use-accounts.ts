import { type PersonName } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { usePeopleCalls } from "./calls.ts";
import { type Office } from "./office.ts";
import { isPerson } from "./parts.tsx";
import { type Account, type AccountState } from "./types.ts";
import { type Pages, usePages } from "./use-pages.ts";

export interface AccountRow extends Account {
  readonly person: PersonName | undefined;
  readonly proposer: PersonName | undefined;
}

interface Asked {
  readonly state?: AccountState;
  readonly personId?: string;
}

/** Accounts of the agency's people, with the names of who takes part. */
export function useAccounts({ agency: { agencyId } }: Office, asked: Asked): Pages<AccountRow> {
  const { platform } = useApp();
  const calls = usePeopleCalls();
  return usePages<AccountRow>(["accounts", agencyId, asked.state, asked.personId].join(" "), async (pageToken) => {
    const { rows, next } = await calls.accounts(agencyId, asked, pageToken);
    const ids = rows.flatMap(({ personId, proposedBy }) => [personId, proposedBy]).filter(isPerson);
    const names = ids.length === 0 ? new Map<string, PersonName>() : await platform.api.names([...new Set(ids)]);
    return {
      next,
      rows: rows.map((row) => ({ ...row, person: names.get(row.personId), proposer: names.get(row.proposedBy) })),
    };
  });
}
