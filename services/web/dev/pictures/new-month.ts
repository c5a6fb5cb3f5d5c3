/** After the played month a new one has begun: a few days of it are filled in, so that the pages have something to show. */
import { type EntryJson, uuidV7 } from "../../../../scripts/demo/entries.ts";
import { random } from "../../../../scripts/demo/random.ts";
import { toCsv } from "../../../../scripts/demo/csv.ts";
import { type Province } from "../../../../scripts/demo/province.ts";
import { type Api, type Officer } from "./cast.ts";

interface Item {
  readonly itemId: string;
  readonly rhkId: string;
  readonly indicatorId?: string;
  readonly text: string;
  readonly target: number;
  readonly unit: string;
}

const offsets = { WIB: 7, WITA: 8, WIT: 9 } as const;

const dayIn = ({ zone }: Api, ms: number): string =>
  new Date(ms + offsets[zone] * 3_600_000).toISOString().slice(0, 10);

/** The working days of this month up to today. */
function daysUpTo(today: string): string[] {
  const all = Array.from({ length: Number(today.slice(8)) }, (_, index) => {
    const date = `${today.slice(0, 8)}${String(index + 1).padStart(2, "0")}`;
    return { date, weekday: new Date(date).getUTCDay() };
  });
  return all.flatMap(({ date, weekday }) => (weekday > 0 && weekday < 6 ? [date] : []));
}

/** The items of the month before, once more. */
async function planMonth(api: Api, today: string): Promise<readonly Item[]> {
  const { skps } = await api.get<{ skps: { skpId: string }[] }>(`/v1/skps?year=${today.slice(0, 4)}`);
  const skpId = skps[0]?.skpId ?? "";
  const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1))
    .toISOString()
    .slice(0, 7);
  const before = await api.get<{ items: Item[] }>(`/v1/plans/${month}?skpId=${skpId}`);
  const items = before.items.map(({ rhkId, indicatorId = "", text, target, unit }) => ({
    ...{ rhkId, text, target, unit },
    ...(indicatorId !== "" && { indicatorId }),
  }));
  return (await api.post<{ items: Item[] }>(`/v1/skps/${skpId}/plans/${today.slice(0, 7)}:save`, { items })).items;
}

interface Work {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  readonly item?: Item | undefined;
  readonly text?: string;
}

async function record(api: Api, nowMs: number, works: readonly Work[]): Promise<void> {
  const chance = random(1).fork(api.personId);
  const entries = works.map(({ date, from, to, quantity, item, text }, index): EntryJson => {
    const made =
      item === undefined ? { kind: "ADDITIONAL" as const } : { kind: "PLANNED" as const, planItemId: item.itemId };
    return {
      ...{ id: uuidV7(nowMs + index, chance), version: 1, employmentId: api.employmentId, workDate: date },
      ...made,
      description: text ?? item?.text ?? "Rapat koordinasi",
      ...{ startsAt: from, endsAt: to, quantity, quantityUnit: item?.unit ?? "kegiatan" },
    };
  });
  await api.post("/v1/entries:record", { entries });
}

/** Logs some days, unless there is something logged today already. */
export async function fillMonth(employee: Api, colleague: Api, nowMs: number): Promise<void> {
  const today = dayIn(employee, nowMs);
  const range = `/v1/entries?fromDate=${today}&toDate=${today}`;
  const { entries } = await employee.get<{ entries: unknown[] }>(range);
  if (entries.length > 0) return;
  const [first, second] = await planMonth(employee, today);
  const days = daysUpTo(today);
  const own = days.slice(1).flatMap((date): Work[] => [
    { date, from: "07:30", to: "10:00", quantity: 2, item: first },
    { date, from: "10:15", to: "12:00", quantity: 1, item: second ?? first },
    { date, from: "13:00", to: "13:30", quantity: 1, text: "Arahan pimpinan bidang" },
  ]);
  await record(employee, nowMs, own);
  const [theirs] = await planMonth(colleague, today);
  const others = days.map((date): Work => ({ date, from: "07:30", to: "11:30", quantity: 1, item: theirs }));
  // Two at the same time: something for the superior to look at.
  const twice = { date: today, from: "11:00", to: "12:00", quantity: 1, text: "Rapat persiapan supervisi" };
  await record(colleague, nowMs, [...others, twice]);
}

/** The year can be rated when its unit has a predicate: then the form is there to be shown. */
export async function openYear(officer: Api, employee: Api): Promise<void> {
  const { employments } = await employee.get<{ employments: { unitId: string }[] }>("/v1/me");
  const wish = { unitId: employments[0]?.unitId, predicate: "BAIK", reason: "Capaian rencana aksi sampai Oktober" };
  await officer.post(`/v1/agencies/${officer.agencyId}/unit-predicates:set`, { ...wish, period: "2026-00" });
}

interface Import {
  readonly import: { readonly importId: string };
}

/** A dry run of the agency's people with a wrong NIP, a double, a new colleague and a changed post; nothing of it is applied. */
export async function dryRun(officer: Api, { people }: Province, nowMs: number): Promise<string> {
  const [some, ...rest] = people.filter(({ agency, head }) => agency === people[0]?.agency && !head);
  if (some === undefined) throw new Error("the demo province has nobody to import");
  const wrong = { ...some, siasnId: `${some.siasnId.slice(0, -2)}FE`, nip: some.nip.slice(0, -1) };
  const fresh = {
    ...some,
    siasnId: `${some.siasnId.slice(0, -2)}FF`,
    nip: `${some.nip.slice(0, 15)}998`,
    name: "Nirmala Contoh",
  };
  const changed = { ...some, position: "Analis Data Kesehatan", positionClass: 8 };
  const csv = toCsv({ people: [changed, ...rest, ...rest.slice(0, 1), wrong, fresh], secondPosts: [] });
  const { fileId } = await officer.put<{ fileId: string }>("/v1/files", Buffer.from(csv));
  const effectiveDate = dayIn(officer, nowMs);
  return (await officer.post<Import>("/v1/imports:start", { fileId, effectiveDate })).import.importId;
}

interface Plan {
  readonly skpId: string;
  readonly state: string;
  readonly version: number;
}

/** A draft of the plan of the year, copied from the one that was set; undefined when there is one already. */
export async function reviseSkp(somebody: Api, nowMs: number): Promise<Plan | undefined> {
  const { skps } = await somebody.get<{ skps: Plan[] }>(`/v1/skps?year=${dayIn(somebody, nowMs).slice(0, 4)}`);
  const set = skps.find(({ state }) => state === "SET");
  if (set === undefined || skps.length > 1) return undefined;
  return (await somebody.post<{ skp: Plan }>(`/v1/skps/${set.skpId}:revise`, {})).skp;
}

/** A draft that waits for the superior. */
export async function submitSkp(somebody: Api, nowMs: number): Promise<void> {
  const draft = await reviseSkp(somebody, nowMs);
  if (draft) await somebody.post(`/v1/skps/${draft.skpId}:submit`, { expectedVersion: draft.version });
}

/** A day off of the agency alone. */
export const declareDay = (officer: Api): Promise<unknown> =>
  officer.post("/v1/holidays:set", {
    ...{ agencyId: officer.agencyId, date: "2026-01-09", name: "Hari jadi provinsi (contoh)" },
    ...{ collectiveLeave: false, decree: "Pergub contoh 12/2026" },
  });

/** Bank accounts of three people: one confirmed by a second officer, two that wait for one. */
export async function proposeAccounts(
  first: Officer,
  second: Officer,
  office: Api,
  people: readonly Api[],
): Promise<void> {
  const path = `/v1/agencies/${office.agencyId}/accounts`;
  const { accounts } = await first.get<{ accounts: unknown[] }>(path);
  if (accounts.length > 0) return;
  for (const [place, { personId }] of people.entries()) {
    const serial = `90${String(place + 1)}`;
    const { accountId } = await first.post<{ accountId: string }>(`${path}:propose`, {
      ...{ personId, bankName: "Bank Contoh Daerah", accountNumber: `0000000${serial}` },
      ...{
        holderName: `PEMILIK REKENING ${serial}`,
        validFrom: "2026-12-01",
        decree: `Surat pernyataan ${serial}/2026`,
      },
    });
    if (place === 0) await second.post(`${path}/${accountId}:confirm`, {});
  }
}
