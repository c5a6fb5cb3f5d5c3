import { randomUUID } from "node:crypto";
import { uuidV7 } from "@kinerja/common/kernel";

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
