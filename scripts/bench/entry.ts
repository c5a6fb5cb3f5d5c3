import { randomUUID } from "node:crypto";
import { uuidV7 } from "@kinerja/common/kernel";
import { Entry, EntryKind } from "@kinerja/proto/activity/v1/ingest_service";

/** An entry as a phone sends it: some 320 bytes of JSON. */
export const entryJson = (nowMs: number, employmentId: string = randomUUID()) => ({
  id: uuidV7(nowMs),
  version: 1,
  employmentId,
  workDate: new Date(nowMs).toISOString().slice(0, 10),
  kind: "PLANNED",
  planItemId: randomUUID(),
  description: "Supervisi rantai dingin vaksin di tiga puskesmas, laporan suhu harian diperiksa dan ditandatangani",
  quantity: 3,
  quantityUnit: "puskesmas",
  startsAt: "07:30",
  endsAt: "09:45",
});

/** The same as a message: the generated reader of JSON knows the full names of choices, not those of the API. */
export const entryMessage = (nowMs: number, employmentId: string): Entry =>
  Entry.fromPartial({ ...entryJson(nowMs, employmentId), kind: EntryKind.PLANNED });
