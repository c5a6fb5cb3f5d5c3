import { type EntryJson } from "../../demo/entries.ts";

const works = [
  "Supervisi rantai dingin vaksin di puskesmas",
  "Memeriksa berkas usulan kenaikan pangkat",
  "Menyusun laporan realisasi anggaran triwulan",
  "Rapat koordinasi penanganan banjir rob",
  "Melayani permohonan izin di loket",
  "Memutakhirkan peta jaringan irigasi",
  "Menjawab pengaduan warga lewat aplikasi",
] as const;

const hexOf = (random: () => number, digits: number): string =>
  Math.floor(random() * 16 ** digits).toString(16).padStart(digits, "0"); // prettier-ignore

/** UUIDv7 (RFC 9562) of an instant. */
export function uuidV7(epochMs: number, random = Math.random): string {
  const time = Math.floor(epochMs).toString(16).padStart(12, "0");
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  const [a, b, c, d] = [hexOf(random, 3), hexOf(random, 3), hexOf(random, 6), hexOf(random, 6)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${variant}${b}-${c}${d}`;
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

export interface Made {
  readonly employmentId: string;
  readonly workDate: string;
  /** When it was written down, by the platform's clock. */
  readonly atMs: number;
}

/** An entry of a quarter of an hour or two between 07:30 and 16:00. */
export function entryOf({ employmentId, workDate, atMs }: Made, random = Math.random): EntryJson {
  const start = 7 * 60 + 30 + 15 * Math.floor(random() * 32);
  return {
    id: uuidV7(atMs, random),
    version: 1,
    employmentId,
    workDate,
    kind: "ADDITIONAL",
    description: works[Math.floor(random() * works.length)] ?? works[0],
    quantity: 1,
    quantityUnit: "kegiatan",
    startsAt: clockTime(start),
    endsAt: clockTime(start + (random() < 0.7 ? 15 : 30)),
  };
}
