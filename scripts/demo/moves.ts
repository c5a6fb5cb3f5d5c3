import { assessorOn, casesOf, type Acting, type Move } from "./cases.ts";
import { toCsv } from "./csv.ts";
import { type Diarist } from "./diaries.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { officersOf } from "./officers.ts";
import { importFile, type FirstOfficers } from "./people.ts";
import { makeSkpAfterMove } from "./plans.ts";
import { type Plans } from "./skps.ts";
import { type Stage } from "./stage.ts";
import { approveMembers, type TeamTotals } from "./team.ts";

export interface Log {
  readonly diarists: readonly Diarist[];
  readonly plans: Plans;
}

/** On the evening before, the superior of until now decides what is there: from tomorrow on that is another agency's. */
export async function sayFarewell(stage: Stage, monday: string, totals: TeamTotals): Promise<number> {
  const { moves } = casesOf(stage);
  for (const { before } of moves)
    await approveMembers(stage, { superior: before.superiorNip, monday, only: new Set([personIdOf(before)]) }, totals);
  return moves.length;
}

/** The new place comes with the personnel file, and with it another superior, another plan, and tokens that know of it. */
async function move(stage: Stage, first: FirstOfficers, { from, after }: Move, log: Log): Promise<void> {
  const file = Buffer.from(toCsv({ people: [after], secondPosts: [] }));
  await importFile(stage, first, file, from);
  await stage.accounts.renew(after.nip);
  log.plans.set(personIdOf(after), await makeSkpAfterMove(stage, after));
  const who = log.diarists.find(({ person }) => person.nip === after.nip);
  if (who) who.employments = await stage.accounts.employments(after.nip);
}

export async function moveEverybody(stage: Stage, first: FirstOfficers, log: Log): Promise<void> {
  for (const one of casesOf(stage).moves) await move(stage, first, one, log);
}

/** A decree for each of the people of whoever is away. */
async function decree(stage: Stage, { from: validFrom, to: validTo, absent, actor }: Acting): Promise<number> {
  const agency = absent.agency.siasnId;
  const token = await stage.accounts.access(officersOf(stage)[agency]?.personnel.nip ?? "");
  const isTheirs = assessorOn(stage, validFrom);
  const people = stage.province.people.filter(
    (person) => person.superiorNip === absent.nip && isTheirs(person) === actor.nip,
  );
  for (const person of people) {
    const body = { personId: personIdOf(person), otherPersonId: personIdOf(actor), kind: "ACTING", validFrom, validTo };
    const path = `/v1/agencies/${agencyIdOf(agency)}/relations:set`;
    await stage.http.post(path, { ...body, decree: "SPT 800/417/2026" }, token);
  }
  return people.length;
}

/** Returns for how many people somebody stands in from now on. */
export async function appointActors(stage: Stage): Promise<number> {
  let people = 0;
  for (const one of casesOf(stage).actings) people += await decree(stage, one);
  return people;
}
