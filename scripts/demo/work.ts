import { casesOf } from "./cases.ts";
import { type Outcome } from "./offices/office.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";
import { assignments } from "./words.ts";

type World = Pick<Stage, "province" | "month" | "chance">;

/** One result of somebody's year with its indicator, and what the month's plan has for it. */
export interface PlannedWork {
  readonly result: string;
  /** Which result of the superior, or which indicator of the agreement, it serves; missing for an assignment from outside. */
  readonly serves: number | undefined;
  readonly indicator: string;
  readonly target: string;
  readonly unit: string;
  readonly task: string;
  readonly taskUnit: string;
  readonly monthly: number;
}

/** A month's share of an employee for the larger and the smaller line of work of the division. */
const usual = [30, 19] as const;
const months = 12;

/** Who comes in the middle of the month has the rest of it. */
function shareOfMonth(world: World, { nip, agency }: DemoPerson): number {
  const move = casesOf(world).moves.find(({ after }) => after.nip === nip && after.agency === agency);
  const { workingDays } = world.month;
  return move === undefined ? 1 : workingDays.filter((date) => date >= move.from).length / workingDays.length;
}

/** What somebody is to finish of a line of work in a full month. */
const monthlyOf = ({ chance }: World, { nip }: DemoPerson, index: number): number =>
  (usual[index] ?? 0) + chance.fork(`target/${nip}/${index}`).int(-3, 3);

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function employeesWork(world: World, person: DemoPerson): PlannedWork[] {
  const share = shareOfMonth(world, person);
  const works = (person.division?.work ?? []).map(({ result, task, unit }, index): PlannedWork => {
    const monthly = monthlyOf(world, person, index);
    const indicator = index === 0 ? `Jumlah ${unit} yang selesai` : `Jumlah ${unit} yang selesai tanpa perbaikan ulang`;
    const planned = { task, taskUnit: unit, monthly: Math.max(1, Math.round(monthly * share)) };
    return { result, serves: index, indicator, target: String(monthly * months), unit, ...planned };
  });
  const chance = world.chance.fork(`assignment/${person.nip}`);
  if (!chance.chance(0.2)) return works;
  const { result, task, unit } = chance.pick(assignments);
  const indicator = `Jumlah ${unit} yang selesai`;
  return [...works, { result, serves: undefined, indicator, target: "24", unit, task, taskUnit: unit, monthly: 2 }];
}

/** The division's target is the sum of those of its people. */
function leadersWork(world: World, head: DemoPerson): PlannedWork[] {
  const team = world.province.people.filter(({ superiorNip }) => superiorNip === head.nip);
  return (head.division?.work ?? []).map(({ outcome, output, task, unit }, index): PlannedWork => {
    const monthly = team.reduce((sum, one) => sum + monthlyOf(world, one, index), 0);
    return {
      ...{ result: output, serves: outcome, indicator: `Jumlah ${unit} yang selesai di bidang`, unit },
      ...{ target: String(monthly * months), task: `Arahkan dan periksa: ${lower(task)}`, taskUnit: "kegiatan" },
      monthly: usual[index] ?? 12,
    };
  });
}

/** What the agency promises as a whole. */
export const agencyOutcomes = ({ agency }: DemoPerson): readonly Outcome[] =>
  agency.kind === "tukin"
    ? [{ objective: "Memori kolektif kelautan terjaga", indicator: "Indeks penyelenggaraan kearsipan", target: "81", unit: "nilai" }]
    : [
        { objective: "Kualitas hidup masyarakat meningkat", indicator: "Indeks pembangunan manusia", target: "73,4", unit: "nilai" },
        { objective: "Pemerintahan bersih dan melayani", indicator: "Nilai akuntabilitas kinerja", target: "78", unit: "nilai" },
        { objective: "Daerah berdaya saing", indicator: "Indeks inovasi daerah", target: "62", unit: "nilai" },
      ]; // prettier-ignore

export const outcomesOf = (head: DemoPerson): readonly Outcome[] => head.department?.outcomes ?? agencyOutcomes(head);

/** Of what an agency promises nobody carries the third: a gap that its tree shows. */
const carriedByHead = 2;

const outcomesWork = (head: DemoPerson): PlannedWork[] => {
  const all = outcomesOf(head);
  const outcomes = head.department === undefined ? all.slice(0, carriedByHead) : all;
  const monthly = Math.round(50 / outcomes.length);
  return outcomes.map(({ objective, indicator, target, unit }, index) => ({
    ...{ result: `${objective}: ${lower(indicator)} mencapai target`, serves: index, indicator, target, unit },
    ...{ task: `Kendalikan capaian ${lower(indicator)}`, taskUnit: "kegiatan", monthly },
  }));
};

/** The year's work of somebody, from what the unit promises to what is done day by day. */
export function workOf(world: World, person: DemoPerson): PlannedWork[] {
  if (!person.head) return employeesWork(world, person);
  return person.division === undefined ? outcomesWork(person) : leadersWork(world, person);
}
