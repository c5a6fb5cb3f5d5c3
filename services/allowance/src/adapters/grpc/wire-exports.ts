import { invalid } from "@kinerja/common/errors";
import {
  DifferenceKind,
  type ExportDifference,
  type ExportFile,
  ExportFormat,
  type ExportFormatState,
  type ExportOptions as SentOptions,
  type ExportSetting,
  type ExportSettingKey,
  type ReadableText,
  type ReconcileExportResponse,
} from "@kinerja/proto/allowance/v1/export_service";

import { type FormatState } from "../../app/exports-list.ts";
import { type StoredExport, type StoredSetting } from "../../app/exports-ports.ts";
import { type Reconciliation, type ShownDifference } from "../../app/reconcile.ts";
import { type BothWords } from "../../domain/exports/causes.ts";
import { type ExportOptions, type FormatId, formatIds, formats } from "../../domain/exports/formats.ts";
import { settingKeys } from "../../domain/exports/settings.ts";

const kinds = {
  "only-ours": DifferenceKind.ONLY_OURS,
  "only-theirs": DifferenceKind.ONLY_THEIRS,
  amount: DifferenceKind.AMOUNT,
  twice: DifferenceKind.TWICE,
} as const satisfies Record<ShownDifference["kind"], DifferenceKind>;

const sentFormats = new Map<ExportFormat, FormatId>(formatIds.map((format) => [ExportFormat[format], format]));

export function fromFormat(format: ExportFormat): FormatId {
  const found = sentFormats.get(format);
  if (!found) throw invalid("/format", "CHOICE_UNKNOWN", { choices: formatIds.join(", ") });
  return found;
}

/** What was not chosen is not there: a choice that a format does not know is refused, not ignored. */
export const fromOptions = (sent: SentOptions | undefined): ExportOptions =>
  Object.fromEntries(Object.entries(sent ?? {}).filter(([, value]) => value !== undefined));

export const toFormat = ({ format, missing }: FormatState): ExportFormatState => ({
  format: ExportFormat[format],
  missingSettings: [...missing],
  partRows: formats[format].partRows ?? 0,
  reconcilable: formats[format].compared !== undefined,
});

export const toFile = (file: StoredExport): ExportFile => ({
  exportFileId: file.id,
  exportId: file.exportId,
  batch: file.batch,
  format: ExportFormat[file.format],
  part: file.part,
  parts: file.parts,
  fileName: file.name,
  mediaType: file.mediaType,
  rows: file.rows,
  grossRupiah: file.gross,
  cutRupiah: file.cut,
  netRupiah: file.net,
  amountRupiah: file.amount,
  sha256: file.sha256,
  size: BigInt(file.size),
  watermark: file.watermark,
  optionsJson: file.options,
  reason: file.reason,
  madeBy: file.madeBy,
  madeAt: file.madeAt,
});

const toText = ({ id, en }: BothWords): ReadableText => ({ indonesian: id, english: en });

const toDifference = ({ kind, ours, theirs, text, why, ...rest }: ShownDifference): ExportDifference => ({
  ...{ ...rest, kind: kinds[kind], oursRupiah: ours, theirsRupiah: theirs },
  ...{ text: toText(text), why: why && toText(why) },
});

export const toReconciliation = (found: Reconciliation): ReconcileExportResponse => ({
  ...{ differences: found.differences.map(toDifference), count: found.count },
  ...{ rowsOurs: found.rowsOurs, rowsTheirs: found.rowsTheirs },
  sums: found.sums.map(({ column, ours, theirs, misprinted }) => ({
    ...{ column, oursRupiah: ours, theirsRupiah: theirs, misprinted },
  })),
});

export const toSetting = ({
  key,
  value,
  validFrom,
  setBy,
  setAt,
  inForce,
  proposedBy = "",
}: StoredSetting): ExportSetting => ({
  ...{ key, value, validFrom, setBy, setAt, inForce, proposedBy },
});

/** Everything that can be set, in the order in which a page asks for it. */
export const toKeys = (): ExportSettingKey[] =>
  Object.entries(settingKeys).map(([key, { label, formats: needing }]) => ({
    key,
    label: toText({ id: label[0], en: label[1] }),
    formats: needing.map((format) => ExportFormat[format]),
  }));
