import { type DemoPerson } from "./province.ts";
import { evidenceIdOf } from "./evidence.ts";
import { letterOf } from "./letters.ts";
import { type WorkLine } from "./offices/office.ts";
import { type Random } from "./random.ts";
import { smallWork } from "./words.ts";

/** An entry as the API takes it (kinerja.activity.v1.Entry in JSON). */
export interface EntryJson {
  readonly id: string;
  readonly version: number;
  readonly employmentId: string;
  readonly workDate: string;
  readonly kind: "PLANNED" | "ASSIGNED" | "ADDITIONAL" | "FREE";
  readonly planItemId?: string;
  readonly description: string;
  readonly quantity?: number;
  readonly quantityUnit?: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly minutes?: number;
  readonly evidenceUrls?: readonly string[];
  readonly evidenceFileIds?: readonly string[];
  readonly reason?: string;
  readonly cancelled?: boolean;
}

export interface PlanItemJson {
  readonly itemId: string;
  readonly rhkId: string;
  readonly indicatorId?: string;
  readonly text: string;
  readonly target: number;
  readonly unit: string;
}

/** UUIDv7 (RFC 9562) of an instant, with its other bits from the source of chance. */
export function uuidV7(epochMs: number, chance: Random): string {
  const time = Math.floor(epochMs).toString(16).padStart(12, "0");
  const hex = (digits: number): string => chance.int(0, 16 ** digits - 1).toString(16).padStart(digits, "0"); // prettier-ignore
  const variant = "89ab"[chance.int(0, 3)] ?? "8";
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

interface Day {
  readonly person: DemoPerson;
  /** The main one first; a third of the day's work is for the second one. */
  readonly employmentIds: readonly string[];
  readonly date: string;
  /** When the person sits down to log. */
  readonly nowMs: number;
  readonly plan: readonly PlanItemJson[];
}

/** What there is more of in the plan is done more often. */
function pickItem(plan: readonly PlanItemJson[], chance: Random): PlanItemJson | undefined {
  let left = chance.next() * plan.reduce((sum, { target }) => sum + target, 0);
  return plan.find(({ target }) => (left -= target) < 0);
}

/** Whose SKP nobody has set yet works all the same. */
const withoutPlan = ({ task, unit }: WorkLine) => ({ kind: "PLANNED", description: task, unit }) as const;

function what(day: Day, chance: Random): Pick<EntryJson, "kind" | "planItemId" | "description" | "reason"> & { unit: string } {
  const dice = chance.next();
  if (dice > 0.97) return { kind: "FREE", description: "Rapat lintas sektor", reason: `Undangan ${letterOf(day.person.agency)}`, unit: "rapat" };
  // An item that was taken out of the plan, or was never in it.
  if (dice > 0.965) return { kind: "PLANNED", planItemId: uuidV7(day.nowMs, chance), description: "Rencana aksi lama", unit: "kegiatan" };
  const item = dice > 0.75 ? undefined : pickItem(day.plan, chance);
  if (item) return { kind: "PLANNED", planItemId: item.itemId, description: item.text, unit: item.unit };
  const work = day.plan.length > 0 ? [] : (day.person.division?.work ?? []);
  if (work.length > 0) return withoutPlan(chance.pick(work));
  const { text, unit } = chance.pick(smallWork);
  return { kind: "ADDITIONAL", description: text, unit };
} // prettier-ignore

/** What somebody records for one day: two to four entries between 07:30 and 16:00, now and then overlapping by mistake. */
export function entriesOfDay(day: Day, chance: Random): EntryJson[] {
  const count = chance.int(2, 4);
  const evidenceFileIds = [evidenceIdOf(day.person.agency)];
  let minute = 7 * 60 + 30;
  return Array.from({ length: count }, (_, index) => {
    const length = chance.int(3, 9) * 15;
    const from = index > 0 && chance.chance(0.01) ? minute - 15 : minute;
    minute = Math.min(from + length, 16 * 60);
    const { unit, ...words } = what(day, chance);
    return {
      id: uuidV7(day.nowMs + index, chance),
      version: 1,
      employmentId: (index === 2 ? day.employmentIds[1] : undefined) ?? day.employmentIds[0] ?? "",
      workDate: day.date,
      ...words,
      quantity: chance.chance(0.15) ? 2 : 1,
      quantityUnit: unit,
      startsAt: clockTime(from),
      endsAt: clockTime(minute),
      ...(chance.chance(0.1) ? { evidenceUrls: ["https://arsip.contoh.id/bukti"], evidenceFileIds } : {}),
    };
  });
}

/** A change of what was recorded: other words, or taken back. */
export function changeOf(entry: EntryJson, chance: Random): EntryJson {
  const next = { ...entry, version: entry.version + 1 };
  return chance.chance(0.2)
    ? { ...next, cancelled: true }
    : { ...next, description: `${entry.description} (dilengkapi)` };
}

/** The same id and version with other words: the first one stands, this one is kept as a conflict. */
export const twinOf = (entry: EntryJson): EntryJson => ({
  ...entry,
  description: `${entry.description} (dari gawai lain)`,
});
