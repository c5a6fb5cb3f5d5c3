import { type Day, parsePeriod, type Period } from "@kinerja/common/kernel";

import { type Said } from "./attendance-history.ts";
import { type AccessTo, authorise, type Caller, type Grant } from "./authorise.ts";
import { pageById, type PageQuery } from "./page-by-id.ts";

export type CorrectionState = "STANDING" | "REPLACED" | "WITHDRAWN";

/** A correction of a person's day, as those see it who oversee the agency. */
export type ListedCorrection = {
  readonly id: string;
  readonly personId: string;
  readonly date: Day;
  readonly state: CorrectionState;
  /** Undefined where nobody had said anything of the day. */
  readonly before: Said | undefined;
  readonly after: Said;
  readonly reason: string;
  readonly evidenceCount: number;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly withdrawal: { readonly by: string; readonly at: Date; readonly reason: string } | undefined;
};

export type CorrectionFilter = {
  readonly agencyId: string;
  readonly period: Period;
  readonly state: CorrectionState | undefined;
  readonly recordedBy: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
};

export type CorrectionListStore = {
  /** Newest first; leaves an audit row. */
  corrections(caller: Caller, grant: Grant, filter: CorrectionFilter): Promise<ListedCorrection[]>;
};

export type CorrectionQuery = PageQuery & {
  readonly agencyId: string;
  readonly period: string;
  readonly state?: CorrectionState | undefined;
  readonly recordedBy?: string | undefined;
};

/** What officers have corrected in a month: the second one looks at it before closing. */
export const listCorrections =
  ({ listing, accessTo }: { readonly listing: CorrectionListStore; readonly accessTo: AccessTo }) =>
  async (caller: Caller, { agencyId, state, recordedBy, ...query }: CorrectionQuery) => {
    const period = parsePeriod(query.period, "/period");
    const grant = await authorise(accessTo, caller, ["list", "attendance-correction"], { agencyId });
    return pageById("correction", query, (before, limit) =>
      listing.corrections(caller, grant, { agencyId, period, state, recordedBy, before, limit }),
    );
  };
