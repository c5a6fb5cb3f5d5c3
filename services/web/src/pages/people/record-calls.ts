import { type Platform } from "../../state/platform.ts";
import { agencyPath, type Command } from "./command.ts";
import { type Account, type AccountState, type DayOff, type Rows } from "./types.ts";

/** A day off as it is written down; of the nation without an agency. */
export interface HolidayWish {
  readonly agencyId?: string;
  readonly date: string;
  readonly name: string;
  readonly collectiveLeave: boolean;
  readonly decree: string;
}

export interface AccountWish {
  readonly personId: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly holderName: string;
  readonly validFrom: string;
  readonly decree: string;
}

interface AccountQuery {
  readonly state?: AccountState;
  readonly personId?: string;
}

/** Days off, and where people are paid. */
export function recordCalls({ client }: Platform, command: Command) {
  const accountsPath = (agencyId: string): string => `${agencyPath(agencyId)}/accounts`;
  return {
    holidays: async (agencyId: string, year: number): Promise<readonly DayOff[]> =>
      (await client.get<{ days: readonly DayOff[] }>("/v1/holidays", { query: { year, agencyId } })).days,
    setHoliday: (wish: HolidayWish) => command("/v1/holidays:set", wish),
    removeHoliday: (wish: Pick<HolidayWish, "agencyId" | "date" | "decree">) => command("/v1/holidays:remove", wish),
    accounts: async (agencyId: string, asked: AccountQuery, pageToken: string): Promise<Rows<Account>> => {
      const query = { ...asked, pageSize: 50, pageToken };
      const path = accountsPath(agencyId);
      const answer = await client.get<{ accounts: readonly Account[]; nextPageToken: string }>(path, { query });
      return { rows: answer.accounts, next: answer.nextPageToken };
    },
    proposeAccount: (agencyId: string, wish: AccountWish) => command(`${accountsPath(agencyId)}:propose`, wish),
    confirmAccount: (agencyId: string, accountId: string) =>
      command(`${accountsPath(agencyId)}/${accountId}:confirm`, {}),
    rejectAccount: (agencyId: string, accountId: string, reason: string) =>
      command(`${accountsPath(agencyId)}/${accountId}:reject`, { reason }),
  };
}
