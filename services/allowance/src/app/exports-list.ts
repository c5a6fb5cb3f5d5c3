import { Refusal } from "@kinerja/common/errors";
import { type Day, dayAt } from "@kinerja/common/kernel";

import { type FormatId, formatIds, isOpenFor } from "../domain/exports/formats.ts";
import { needsTwo, roomFaults, settingSpec } from "../domain/exports/settings.ts";
import { refuse } from "../domain/exports/text.ts";
import { type Acting, asOfficer, type OfficerNeeds } from "./authorise.ts";
import { type BatchRef, exportDay, type ExportNeeds, missingSettings, openBatch } from "./exports-open.ts";
import { type ExportStore, type StoredExport, type StoredSetting } from "./exports-ports.ts";
import { type Caller, type Page } from "./ports.ts";
import { existingRun, type RunRef } from "./read-runs.ts";

const right = ["export", "run"] as const;

export type FormatState = { readonly format: FormatId; readonly missing: readonly string[] };

/** Kinds of file that the run's policy allows, and what the agency has not said for them yet. */
export const listExportFormats =
  (needs: ExportNeeds) =>
  (caller: Caller, ref: BatchRef): Promise<readonly FormatState[]> =>
    asOfficer(needs, caller, right, ref.agencyId, async ({ records }) => {
      const { document, settings } = await openBatch(needs, records, ref, exportDay(needs, {}));
      return formatIds
        .filter((format) => isOpenFor(format, document))
        .map((format) => ({ format, missing: missingSettings(format, settings) }));
    });

/** Rows say who has made which file when: a page is one audit row. */
export const listExports =
  (needs: OfficerNeeds) =>
  (caller: Caller, { agencyId, runId }: RunRef, page: Page): Promise<readonly StoredExport[]> =>
    asOfficer(needs, caller, right, agencyId, async ({ records, actor, at }) => {
      await existingRun(records, agencyId, runId);
      const detail = { after: page.after ?? "", limit: page.limit };
      await records.audit(actor, { action: "list", resource: "export", objectId: runId, agencyId, detail }, at);
      return records.exports.page(runId, page);
    });

/** A file on its way out. */
export type Outgoing = {
  readonly name: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

export type DownloadNeeds = OfficerNeeds & { readonly exportStore: ExportStore };

/** The bytes of files that are written down; a store that has lost them is broken. */
export async function outgoing({ exportStore }: DownloadNeeds, file: StoredExport): Promise<Outgoing> {
  const opened = await exportStore.open(file.sha256);
  if (!opened) throw new Error(`the store of files has lost export ${file.id}`);
  return { name: file.name, mediaType: file.mediaType, content: opened.content };
}

/** A file as it was made. Its audit row is there before the first byte leaves. */
export const downloadExport =
  (needs: DownloadNeeds) =>
  async (
    caller: Caller,
    { agencyId, runId, exportFileId }: RunRef & { readonly exportFileId: string },
  ): Promise<Outgoing> => {
    const found = await asOfficer(needs, caller, right, agencyId, async ({ records, actor, at }) => {
      await existingRun(records, agencyId, runId);
      const file = await records.exports.find(runId, exportFileId);
      if (!file) throw new Refusal("not-found", "EXPORT_UNKNOWN");
      const { batch, format, sha256 } = file;
      const detail = { batch, format, sha256, file: exportFileId };
      await records.audit(actor, { action: "download", resource: "run", objectId: runId, agencyId, detail }, at);
      return file;
    });
    return outgoing(needs, found);
  };

/** A page shows no more: what holds and what is to come go first. */
const mostSettings = 2_000;

export const listExportSettings =
  (needs: OfficerNeeds) =>
  (caller: Caller, agencyId: string): Promise<readonly StoredSetting[]> =>
    asOfficer(needs, caller, ["list", "export-setting"], agencyId, ({ records, at }) =>
      records.exports.saidSettings(agencyId, { today: dayAt(at, "WIB"), most: mostSettings }),
    );

export type SettingOrder = {
  readonly agencyId: string;
  readonly key: string;
  /** Empty: it ends. */
  readonly value: string;
  readonly validFrom: string;
};

/** Files that have left were right on their day: what steers money never changes for a day that is over. */
function refusePast({ key, validFrom }: SettingOrder, today: Day): void {
  if (needsTwo(key) && validFrom < today)
    refuse([{ pointer: "/validFrom", code: "SETTING_DAY_PAST", params: { day: today } }]);
}

/** It holds already, or the same person waits for a second one to say so. */
const isRepeat = (last: StoredSetting, { value }: SettingOrder, setBy: string): boolean =>
  last.value === value && (last.inForce || last.setBy === setBy);

async function say({ records, actor, at }: Acting, order: SettingOrder): Promise<string> {
  const { agencyId, key, value } = order;
  const [validFrom, setBy, today] = [order.validFrom as Day, actor.personId, dayAt(at, "WIB")];
  await records.lock(`export-setting/${agencyId}`);
  const last = await records.exports.lastSaid(agencyId, key, validFrom);
  if (last && isRepeat(last, order, setBy)) return last.id;
  const isSecond = needsTwo(key) && last?.inForce === false && last.value === value;
  if (!isSecond) {
    refusePast(order, today);
    const said = await records.exports.saidSoFar(agencyId, { key, validFrom, setBy, today });
    refuse(roomFaults({ value, validFrom, isKnownDay: last !== undefined, today }, said));
  }
  const confirms = isSecond ? last.id : undefined;
  const id = await records.exports.set(agencyId, { key, value, validFrom, setBy, setAt: new Date(at), confirms });
  const detail = { key, value: value.slice(0, 200), validFrom, confirms: isSecond ? last.setBy : "" };
  await records.audit(actor, { action: "set", resource: "export-setting", objectId: key, agencyId, detail }, at);
  return id;
}

/**
 * What files need to know of the agency, from a day on. Everything that was said before stays. What steers money holds once a second person has said
 * the same.
 */
export const setExportSetting =
  (needs: OfficerNeeds) =>
  async (caller: Caller, order: SettingOrder): Promise<StoredSetting> => {
    const { agencyId, key, value } = order;
    const spec = settingSpec(key);
    if (!spec) throw new Refusal("not-found", "EXPORT_SETTING_UNKNOWN", { key });
    if (value !== "") refuse(spec.faults(value));
    return asOfficer(needs, caller, ["set", "export-setting"], agencyId, async (acting) => {
      const id = await acting.records.once(caller, () => say(acting, order));
      const setting = await acting.records.exports.setting(agencyId, id);
      if (!setting) throw new Error(`setting ${id} is lost`);
      return setting;
    });
  };
