import { type Day, type Rupiah } from "@kinerja/common/kernel";

import { type Built } from "../domain/exports/build.ts";
import { type ExportFile } from "../domain/exports/file.ts";
import { type FormatId } from "../domain/exports/formats.ts";
import { type ExportSetting, type Said } from "../domain/exports/settings.ts";
import { type ReadCell } from "../domain/exports/sheet.ts";
import { type PaymentDetail, type PaymentRow } from "../domain/payment-file.ts";
import { type PayoutDocument } from "../domain/payout-document.ts";
import { type Facts } from "../domain/policy/sources.ts";
import { type BatchNumber } from "../domain/run.ts";
import { type Caller, type PackedStatement, type Page, type Run } from "./ports.ts";

/** Names, NIPs and accounts of people, by person id; identity writes the audit row of it. */
export type PaymentDetails = (
  caller: Caller,
  query: {
    readonly agencyId: string;
    readonly runId: string;
    readonly day: Day;
    /** Units of this day, or of the last one before it that the person was in the agency; undefined: none are asked for. */
    readonly unitsOn?: Day | undefined;
    readonly personIds: readonly string[];
  },
) => Promise<ReadonlyMap<string, PaymentDetail>>;

/** A payout that a batch pays, with its document. */
export type PaidRow = PaymentRow & Pick<PayoutDocument, "packed" | "sha256">;

/** A person of a run whom a batch does not pay: of the other batch, or held out with a reason. */
export type UnpaidRow = {
  readonly personId: string;
  readonly batch: BatchNumber;
  readonly reason: string | undefined;
};

/** A file that was made of a batch; its bytes lie in the store of files under their hash. Amounts are 0 where the file has no such column. */
export type StoredExport = {
  readonly id: string;
  /** Of what was made at once. */
  readonly exportId: string;
  readonly agencyId: string;
  readonly runId: string;
  readonly batch: BatchNumber;
  readonly format: FormatId;
  /** The choice in its one spelling. */
  readonly options: string;
  /** From 1, of so many. */
  readonly part: number;
  readonly parts: number;
  readonly name: string;
  readonly mediaType: string;
  readonly rows: number;
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  readonly amount: Rupiah;
  /** Hexadecimal; the id of the file in the store, too. */
  readonly sha256: string;
  readonly size: number;
  readonly watermark: string;
  /** Empty the first time. */
  readonly reason: string;
  readonly madeBy: string;
  readonly madeAt: Date;
};

export type StoredSetting = ExportSetting & {
  readonly setBy: string;
  readonly setAt: Date;
  /** False until a second person has said the same, where two are needed. */
  readonly inForce: boolean;
  /** Who has said it first, where `setBy` is the second. */
  readonly proposedBy: string | undefined;
};

type Making = Pick<StoredExport, "runId" | "batch" | "format" | "options">;

export interface ExportRecords {
  /** Whom the batch of a run does not pay, by person id. */
  unpaid(run: Run, batch: BatchNumber, page: Page): Promise<readonly UnpaidRow[]>;
  /** What the ledger owes its people by the posting of the batch; undefined when there is none. */
  owed(runId: string, batch: BatchNumber): Promise<Rupiah | undefined>;
  /** Frozen facts of the first employment of each person that has any. */
  facts(run: Run, personIds: readonly string[]): Promise<ReadonlyMap<string, Facts>>;
  statements(
    run: Run,
    personIds: readonly string[],
  ): Promise<readonly (PackedStatement & { readonly personId: string })[]>;
  insert(files: readonly StoredExport[]): Promise<void>;
  /** Those that were made last, in their order. */
  latest(making: Making): Promise<readonly StoredExport[]>;
  ofExport(exportId: string): Promise<readonly StoredExport[]>;
  find(runId: string, id: string): Promise<StoredExport | undefined>;
  /** Newest first. */
  page(runId: string, page: Page): Promise<readonly StoredExport[]>;
  /** What holds, of each key and first day the last: of the keys that begin so. By key and day. */
  settings(agencyId: string, prefix?: string): Promise<readonly StoredSetting[]>;
  /**
   * The last of each key and first day, and beside it what waits for a second person. By key, the latest day first. Where there is more than `most`,
   * days that are over go first, then the days of each key that lie furthest ahead.
   */
  saidSettings(
    agencyId: string,
    shown: { readonly today: Day; readonly most: number },
  ): Promise<readonly StoredSetting[]>;
  saidSoFar(
    agencyId: string,
    of: Pick<StoredSetting, "key" | "validFrom" | "setBy"> & { readonly today: Day },
  ): Promise<Said>;
  /** The last that was said of this key and day by whomever. */
  lastSaid(
    agencyId: string,
    key: string,
    validFrom: Day,
  ): Promise<(StoredSetting & { readonly id: string }) | undefined>;
  setting(agencyId: string, id: string): Promise<StoredSetting | undefined>;
  /** Returns its id. */
  set(
    agencyId: string,
    setting: Omit<StoredSetting, "inForce" | "proposedBy"> & { readonly confirms: string | undefined },
  ): Promise<string>;
}

export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Where made files lie, apart from uploads: nobody reaches one by its hash. */
export interface ExportStore {
  /** Throws what the content throws; then nothing is stored. What is not kept goes after some days. */
  put(content: Content): Promise<{ readonly sha256: string; readonly size: number }>;
  /** For good. */
  keep(fileId: string): Promise<void>;
  open(fileId: string): Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> } | undefined>;
  /** A whole file that somebody has uploaded; refuses what is larger. */
  read(fileId: string, limitBytes: number): Promise<Uint8Array | undefined>;
}

/** What a library does with what the domain has made. */
export interface FileMaker {
  /** `at` is the only time in the file. */
  finish(built: Built, at: Date): Promise<ExportFile>;
  /** Of the first sheet of a workbook; refuses what is none. */
  cells(bytes: Uint8Array): readonly (readonly ReadCell[])[];
}

/** The person's name as the caller may see it, and the last digits of the NIP. */
export type NameOf = (
  caller: Caller,
  personId: string,
) => Promise<{ readonly name: string; readonly nipSuffix: string } | undefined>;
