import { casesOf, monthEnd, peopleOn } from "./cases.ts";
import { leaveOn } from "./diaries.ts";
import { isOutage } from "./attendance.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { byAgency, officersOf } from "./officers.ts";
import { type FirstOfficers } from "./people.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

interface Fact {
  readonly factId: string;
  readonly state: "PROPOSED" | "CONFIRMED" | "REJECTED";
  readonly validFrom: string;
}

/** What an officer writes down, by the names of the fields. */
interface Wish {
  readonly kind: string;
  /** Of the whole agency without it. */
  readonly personId?: string;
  readonly cells: Readonly<Record<string, string>> & { readonly from: string };
  readonly reason: string;
  /** Left to be decided by whoever looks at the page. */
  readonly isOpen?: true;
}

/** The last of the agency's people whom the month finds on annual leave: attendance shows it already, the letter stands here. */
function leaveIn(stage: Stage, people: readonly DemoPerson[]): Wish[] {
  for (const person of people.toReversed()) {
    const days = stage.month.workingDays.filter((date) => leaveOn(stage, person, date) === "CUTI_TAHUNAN");
    const [from, to] = [days[0], days.at(-1)];
    if (from === undefined || to === undefined) continue;
    const cells = { kind: "cuti_tahunan", from, to, decree: "Surat cuti 851/901/2026" };
    return [
      { kind: "LEAVE", personId: personIdOf(person), cells, reason: "Surat cuti sudah diperiksa dengan presensi" },
    ];
  }
  return [];
}

/** Whoever stands in for an absent head of this agency. */
const actingIn = (stage: Stage, agency: string): Wish[] =>
  casesOf(stage)
    .actings.filter(({ absent }) => absent.agency.siasnId === agency)
    .map(({ from, to, absent, actor }) => ({
      kind: "ACTING",
      personId: personIdOf(actor),
      cells: {
        ...{ kind: "plt", class: String(absent.positionClass), level: "same", post: absent.position },
        ...{ from, to, decree: "SPT 800/417/2026" },
      },
      reason: "Kepala bidang cuti sampai akhir bulan berikutnya",
    }));

/** The machine was out of order for everybody. */
const outageOf = ({ month }: Stage): Wish[] =>
  month.workingDays.filter(isOutage).map((date) => ({
    kind: "OUTAGE",
    cells: { items: "missed_in missed_out", from: date, to: date },
    reason: "Mesin presensi mati seharian, laporan teknisi 17/2026",
  }));

/** Of the months to come, so that it changes no pay: a proposal that waits for a second officer. */
function waitingIn({ month }: Stage, people: readonly DemoPerson[]): Wish[] {
  const [person] = people.filter(({ head }) => !head);
  const year = Number(month.period.slice(0, 4)) + 1;
  if (person === undefined) return [];
  const cells = { kind: "cuti_besar", from: `${year}-03-01`, to: `${year}-04-30`, decree: "SK 851/902/2026" };
  return [{ kind: "LEAVE", personId: personIdOf(person), cells, reason: "Surat keputusan cuti besar", isOpen: true }];
}

interface Hands {
  readonly path: string;
  /** Tokens of who proposes and of who decides. */
  readonly proposer: string;
  readonly decider: string;
}

/** Proposed by one and confirmed by another, from where it stands: what was done before a stop is found done. */
async function record({ http }: Stage, { path, proposer, decider }: Hands, wish: Wish): Promise<void> {
  const { kind, personId, cells, reason, isOpen } = wish;
  const whom = personId === undefined ? "" : `&personId=${personId}`;
  const { facts } = await http.get<{ facts: readonly Fact[] }>(`${path}?kind=${kind}${whom}`, proposer);
  const fields = Object.entries(cells).map(([name, value]) => ({ name, value }));
  const body = { kind, ...(personId !== undefined && { personId }), fields, reason };
  const known = facts.find(({ validFrom }) => validFrom === cells.from);
  const fact = known ?? (await http.post<{ fact: Fact }>(`${path}:propose`, body, proposer)).fact;
  if (isOpen || fact.state !== "PROPOSED") return;
  const verdict = { factIds: [fact.factId], verdict: "CONFIRMED", reason: "Sesuai surat" };
  await http.post(`${path}:decide`, verdict, decider);
}

/** Leave, acting posts and outages of the month as facts that pay rests on. Returns how many there are. */
export async function recordFacts(stage: Stage, { checker }: FirstOfficers): Promise<number> {
  let count = 0;
  for (const [agency, people] of byAgency(peopleOn(stage, monthEnd(stage.month)))) {
    const { personnel } = officersOf(stage)[agency] ?? {};
    if (personnel === undefined) continue;
    const others = people.filter(({ nip }) => nip !== personnel.nip);
    const wishes = [
      ...leaveIn(stage, others),
      ...actingIn(stage, agency),
      ...outageOf(stage),
      ...waitingIn(stage, others),
    ];
    for (const wish of wishes) {
      const proposer = await stage.accounts.access(personnel.nip);
      const decider = await stage.accounts.access(checker);
      await record(stage, { path: `/v1/agencies/${agencyIdOf(agency)}/facts`, proposer, decider }, wish);
    }
    count += wishes.length;
  }
  return count;
}
