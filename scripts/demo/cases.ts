import { type DemoPerson, type Province } from "./province.ts";
import { type Month } from "./stage.ts";

/** Somebody goes to another agency in the middle of the month: the same person in another place. */
export interface Move {
  readonly from: string;
  readonly before: DemoPerson;
  readonly after: DemoPerson;
}

/** A head is away, and somebody stands in for the rest of the month and until the evaluations are written (Plt. by decree). */
export interface Acting {
  readonly from: string;
  readonly to: string;
  readonly absent: DemoPerson;
  readonly actor: DemoPerson;
}

/** What happens to whom; the same province has the same cases. */
export interface Cases {
  readonly moves: readonly Move[];
  readonly actings: readonly Acting[];
}

/** Who keeps the personnel files is busy with those of others. */
const isFree = ({ department }: DemoPerson): boolean => department?.isPersonnel === false;

const divisionHeads = ({ people }: Province, agency: string): DemoPerson[] =>
  people.filter((person) => person.agency.siasnId === agency && person.head && person.division !== undefined && isFree(person)); // prettier-ignore

/** The last of the staff outside of the personnel unit. */
function moverOf({ people }: Province, agency: string): DemoPerson | undefined {
  return people.findLast(
    (person) => person.agency.siasnId === agency && !person.head && person.superiorNip !== "" && isFree(person),
  );
}

/** A post that every agency has, whatever somebody did before. */
const anywhere = { position: "Penelaah Teknis Kebijakan", positionKind: "PELAKSANA", positionClass: 7 } as const;

/** One goes from each agency but the last to the next one, under the last head there. */
function movesOf(province: Province, from: string): Move[] {
  return province.agencies.flatMap(({ siasnId }, index) => {
    const next = province.agencies[index + 1]?.siasnId;
    const before = moverOf(province, siasnId);
    const head = next === undefined ? undefined : divisionHeads(province, next).at(-1);
    if (before === undefined || head === undefined) return [];
    const { agency, unit, department, division } = head;
    const place = { agency, unit, department, division, superiorNip: head.nip };
    return [{ from, before, after: { ...before, ...anywhere, ...place } }];
  });
}

/** Whoever has the neighbouring post as a second one assesses its people from the week after the middle. */
function actingsOf(province: Province, from: string, to: string): Acting[] {
  return province.secondPosts.flatMap((post) => {
    const actor = province.people.find(({ nip }) => nip === post.nip);
    const absent = province.people.find(({ head, unit }) => head && unit.siasnId === post.unit.siasnId);
    return actor && absent ? [{ from, to, absent, actor }] : [];
  });
}

const nextMonth = (period: string): string => {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
};

/** Asked for each person and day, and the same each time. */
const known = new WeakMap<Province, WeakMap<Month, Cases>>();

export function casesOf({ province, month }: { readonly province: Province; readonly month: Month }): Cases {
  const byMonth = known.get(province) ?? new WeakMap<Month, Cases>();
  known.set(province, byMonth);
  const cases = byMonth.get(month) ?? makeCases(province, month);
  byMonth.set(month, cases);
  return cases;
}

function makeCases(province: Province, { workingDays, period }: Month): Cases {
  const middle = Math.floor(workingDays.length / 2);
  const from = workingDays[middle] ?? "";
  return {
    moves: movesOf(province, from),
    actings: actingsOf(province, workingDays[middle + 1] ?? "", `${nextMonth(period)}-28`),
  };
}

type World = { readonly province: Province; readonly month: Month };

/** Everybody in the place where they are on a day. */
export function peopleOn(world: World, date: string): readonly DemoPerson[] {
  const moved = new Map(
    casesOf(world).moves.flatMap(({ from, before, after }) => (date >= from ? [[before.nip, after] as const] : [])),
  );
  return world.province.people.map((person) => moved.get(person.nip) ?? person);
}

/** NIP of who assesses somebody on a day: the superior, or who stands in for the superior. Empty when nobody does. */
export function assessorOn(world: World, date: string): (person: DemoPerson) => string {
  const standIns = new Map(
    casesOf(world).actings.flatMap(({ from, to, absent, actor }) =>
      date >= from && date <= to ? [[absent.nip, actor.nip] as const] : [],
    ),
  );
  return ({ nip, superiorNip }) => {
    const standIn = standIns.get(superiorNip);
    return standIn === undefined || standIn === nip ? superiorNip : standIn;
  };
}

/** Who does not work on a day because somebody stands in. */
export const isAwayOn = (world: World, { nip }: DemoPerson, date: string): boolean =>
  casesOf(world).actings.some(({ absent, from }) => absent.nip === nip && date >= from);

/** After the month's end everybody stays where the month left them. */
export const monthEnd = ({ period }: Month): string => `${period}-31`;
