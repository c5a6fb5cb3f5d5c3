import { type Achievement } from "./achievements.ts";
import { personIdOf } from "./ids.ts";
import { leadsOf } from "./leads.ts";
import { type DemoPerson } from "./province.ts";
import { type Random } from "./random.ts";
import { type Stage } from "./stage.ts";

export interface Said {
  readonly author: string;
  readonly rhkId?: string;
  readonly behaviourValue?: string;
  readonly text: string;
}

const onBehaviour = [
  ["BERORIENTASI_PELAYANAN", "Cepat menanggapi pertanyaan masyarakat, juga di luar jam ramai"],
  ["AKUNTABEL", "Bukti dukung lengkap dan mudah diperiksa"],
  ["KOLABORATIF", "Membantu rekan yang tertinggal tanpa diminta"],
  ["ADAPTIF", "Cepat memakai cara kerja yang baru"],
  ["HARMONIS", "Menjaga suasana kerja tetap baik saat beban naik"],
] as const;

/** On what went least well. */
function onResult({ achieved }: Achievement): Omit<Said, "author"> | undefined {
  const least = achieved.toSorted((a, b) => a.done / a.planned - b.done / b.planned)[0];
  if (least === undefined) return undefined;
  const { item, done, planned, words } = least;
  const isBehind = done < planned * 0.75;
  const advice = isBehind ? "Mari bahas hambatannya pekan depan." : "Hasil rapi, pertahankan.";
  return { rhkId: item.rhkId, text: `${item.text}: ${words}. ${advice}` };
}

function sayOn(chance: Random, achievement: Achievement): Omit<Said, "author"> {
  const result = chance.chance(0.6) ? onResult(achievement) : undefined;
  const [behaviourValue, text] = chance.pick(onBehaviour);
  return result ?? { behaviourValue, text };
}

/** NIP of somebody's team lead. */
export type Leads = ReadonlyMap<string, string>;

export const leadsByMember = (stage: Stage): Leads =>
  new Map(leadsOf(stage).flatMap(({ lead, members }) => members.map(({ nip }) => [nip, lead.nip] as const)));

/** Who says what to somebody: of five people one hears from the superior, of two in a team one from its lead. */
export function saidTo({ chance: all }: Pick<Stage, "chance">, { nip }: DemoPerson, authors: Authors, achievement: Achievement): readonly Said[] {
  const chance = all.fork(`feedback/${nip}`);
  const [bySuperior, byLead] = [chance.chance(0.2), chance.chance(0.5)];
  return [
    ...(bySuperior ? [{ author: authors.superior, ...sayOn(chance, achievement) }] : []),
    ...(byLead && authors.lead !== undefined ? [{ author: authors.lead, ...sayOn(chance, achievement) }] : []),
  ];
} // prettier-ignore

export interface Authors {
  readonly superior: string;
  readonly lead: string | undefined;
}

/** Says it to one person. */
export async function giveFeedback(stage: Stage, person: DemoPerson, said: readonly Said[]): Promise<void> {
  const path = `/v1/people/${personIdOf(person)}/feedback:give`;
  for (const { author, ...text } of said)
    await stage.http.post(path, { period: stage.month.period, ...text }, await stage.accounts.access(author));
}
