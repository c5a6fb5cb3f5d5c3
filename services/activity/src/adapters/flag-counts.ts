import { Flag, type FlagCount } from "@kinerja/proto/activity/v1/activity_service";

import { type FlagName } from "../domain/flags.ts";

/** Counts as the contract has them. */
export const toFlagCounts = (byFlag: ReadonlyMap<FlagName, number>): FlagCount[] =>
  [...byFlag].map(([name, entries]) => ({ flag: Flag[name], entries: BigInt(entries) }));
