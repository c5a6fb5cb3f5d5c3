import { type AgencyId, type Day, type PersonId } from "@kinerja/common/kernel";

import { type Agency } from "../domain/directory.ts";
import { type Finding, type Findings } from "../domain/import/finding.ts";
import { type Current, type ImportPlan, type Totals } from "../domain/import/model.ts";
import { type Row } from "../domain/import/row.ts";
import { type Cause, type Page, type Scope } from "./ports.ts";

export type ImportState = "CHECKED" | "APPLIED" | "SUPERSEDED";

export type ImportRecord = {
  readonly id: string;
  /** Who brought the file: the first who had it checked for these agencies. */
  readonly personId: PersonId;
  readonly agencyIds: readonly AgencyId[];
  readonly state: ImportState;
  readonly fileId: string;
  readonly effectiveDate: Day;
  /** Of the aggregates that the file touches, with their versions: what the report rests on. */
  readonly stateHash: string;
  /** It moves what pay rests on: who brought it does not apply it. */
  readonly needsSecondPerson: boolean;
  readonly totals: Totals;
  readonly startedAt: number;
  readonly appliedAt: number | undefined;
};

/** A file, read and understood line by line. */
export type PeopleFile = {
  readonly rows: readonly Row[];
  /** Lines with data, also those that could not be used. */
  readonly lines: number;
  readonly namesSuperiors: boolean;
  /** Found while reading; planning adds to it. */
  readonly findings: Findings;
};

/** Refuses with FILE_UNKNOWN, FILE_TOO_LARGE, ENCODING_UNKNOWN, HEADER_MISSING, HEADER_REPEATED, CSV_INVALID or TOO_MANY_ROWS. */
export type ReadPeopleFile = (fileId: string, from: Day) => Promise<PeopleFile>;

/** What the officer may write: everything, or some agencies. */
export type Reach = "site" | readonly AgencyId[];

export type Touched = {
  readonly rows: readonly Row[];
  readonly agencies: readonly AgencyId[];
  readonly reach: Reach;
  readonly from: Day;
};

export type Loaded = { readonly current: Current; readonly stateHash: string };

export interface ImportStore {
  agencies(): Promise<readonly Agency[]>;
  /** Agencies of reports that are not applied: some are not there yet. */
  namedAgencies(): Promise<readonly AgencyId[]>;
  load(scope: Scope, touched: Touched): Promise<Loaded>;
  /** Newest first; of one agency, or all that the scope shows. */
  page(scope: Scope, agencyId: AgencyId | undefined, page: Page): Promise<readonly ImportRecord[]>;
  find(scope: Scope, importId: string): Promise<ImportRecord | undefined>;
  /** Imports of this file from this day, newest first. */
  ofFile(scope: Scope, fileId: string, from: Day): Promise<readonly ImportRecord[]>;
  /** Stores a report and what was found; earlier reports of the file that were not applied are superseded. */
  save(scope: Scope, record: ImportRecord, findings: readonly Finding[], cause: Cause): Promise<void>;
  findings(
    scope: Scope,
    importId: string,
    after: number,
    limit: number,
  ): Promise<readonly (Finding & { position: number })[]>;
  /** One transaction, under the lock of the whole directory: reads again, lets `plan` decide, writes all or nothing. */
  apply(
    scope: Scope,
    record: ImportRecord,
    touched: Touched,
    plan: (loaded: Loaded) => Promise<ImportPlan>,
    cause: Cause,
  ): Promise<ImportRecord>;
  supersede(scope: Scope, importId: string): Promise<void>;
}
