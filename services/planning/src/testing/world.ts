import { randomUUID } from "node:crypto";

import { type Day } from "@kinerja/common/kernel";

import { saveAgreement, setAgreement } from "../app/agreements.ts";
import { type AccessTo, type Caller } from "../app/authorise.ts";
import { type Directory } from "../app/directory.ts";
import { saveRoleMatrix } from "../app/matrix.ts";
import * as skps from "../app/skps.ts";
import { type Agreement, type ObjectiveDraft } from "../domain/agreement.ts";
import {
  type ContentDraft,
  emptyContent,
  type Parent,
  type PositionKind,
  type ResultDraft,
} from "../domain/content.ts";
import { type Skp } from "../domain/skp.ts";
import { type Stores } from "./memory-stores.ts";

export type Person = {
  readonly id: string;
  readonly employmentId: string;
  readonly agencyId: string;
  readonly unitId: string;
};
export type Tie = {
  readonly person: Person;
  readonly leader: Person;
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
};

export const year = 2026;

export const newPerson = (agencyId: string, unitId: string): Person => ({
  id: randomUUID(),
  employmentId: randomUUID(),
  agencyId,
  unitId,
});

export const objectives = (text = "Derajat kesehatan masyarakat meningkat"): ObjectiveDraft[] => [
  { id: undefined, text, indicators: [{ id: undefined, text: "Cakupan imunisasi", target: "95", unit: "persen" }] },
];

/** A main result that can be submitted by either kind of position. */
export const result = (parent: Parent | undefined, text = "Cakupan imunisasi tercapai", id?: string): ResultDraft => ({
  ...{ id, kind: "UTAMA", text, parent, assignedByUnitId: undefined },
  indicators: [
    {
      id: undefined,
      text: "Bayi terimunisasi",
      aspect: "KUANTITAS",
      perspective: "PENERIMA_LAYANAN",
      target: "95",
      unit: "persen",
    },
  ],
});

export const contentOf = (...results: readonly ResultDraft[]): ContentDraft => ({ ...emptyContent, results });

/** An agency with people, ties and an officer; `ties` may change while a test runs. */
export function newWorld() {
  const agencyId = randomUUID();
  const [top, low] = [randomUUID(), randomUUID()];
  const head = newPerson(agencyId, top);
  const [staff, colleague] = [newPerson(agencyId, low), newPerson(agencyId, low)];
  const officer = newPerson(agencyId, top);
  const stranger = newPerson(randomUUID(), randomUUID());
  const people = [head, staff, colleague, officer, stranger];
  const ties: Tie[] = [staff, colleague].map((person) => ({ person, leader: head, kind: "SUPERIOR" }));
  const units = [
    { id: top, parentId: undefined, headPersonId: head.id },
    { id: low, parentId: top, headPersonId: undefined },
  ];
  return { agencyId, top, low, head, staff, colleague, officer, stranger, people, ties, units };
}
export type World = ReturnType<typeof newWorld>;

export const callerOf = ({ id, agencyId }: Person, requestKey?: string): Caller => ({
  ...{ personId: id, agencyIds: [agencyId], token: id, requestId: randomUUID(), requestKey },
});

const isReading = (action: string): boolean => action === "read" || action === "list";

/** What the decision table says, as far as these people need it; the real one has a matrix of its own. */
export const accessIn =
  ({ ties, people, officer }: World): AccessTo =>
  (caller, action, _resource, target) => {
    const own = people.find(({ id }) => id === caller.personId);
    const personal = (personId: string) => {
      const leads = ties.some((tie) => tie.leader === own && tie.person.id === personId && tie.kind !== "TEAM_LEAD");
      const agencyId = people.find(({ id }) => id === personId)?.agencyId ?? "";
      return { agencyId, may: leads || (own === officer && isReading(action)) };
    };
    const { agencyId, may } =
      "personId" in target
        ? personal(target.personId)
        : { ...target, may: own === officer || isReading(action) || target.leads === true };
    const refusal = own?.agencyId === agencyId ? "forbidden" : "not-found";
    return Promise.resolve({
      ...{ agencies: [agencyId], role: own === officer ? "PERSONNEL_OFFICER" : "superior" },
      verdict: may && refusal === "forbidden" ? "allow" : refusal,
    });
  };

export const directoryOf = ({ ties, people, units }: World): Directory => ({
  superiorOf: (caller) =>
    Promise.resolve(ties.find(({ person, kind }) => person.id === caller.personId && kind === "SUPERIOR")?.leader.id),
  employmentsOf: (caller) =>
    Promise.resolve(
      people
        .filter(({ id }) => id === caller.personId)
        .map(({ employmentId, agencyId, unitId }) => ({
          ...{ id: employmentId, agencyId, unitId, validFrom: "2026-01-01" as Day, validTo: undefined },
        })),
    ),
  subordinatesOf: (caller) =>
    Promise.resolve(
      ties
        .filter(({ leader }) => leader.id === caller.personId)
        .map(({ person, kind }) => ({ personId: person.id, agencyId: person.agencyId, unitId: person.unitId, kind })),
    ),
  units: () => Promise.resolve(units),
  roster: (agencyId) =>
    Promise.resolve(
      people
        .filter((person) => person.agencyId === agencyId)
        .map(({ id, employmentId, unitId }) => ({
          ...{
            employmentId,
            personId: id,
            unitId,
            isPrimary: true,
            validFrom: "2026-01-01" as Day,
            validTo: undefined,
          },
        })),
    ),
});

/** What people of a world do, step by step. */
export function actorsOf(stores: Stores, world: World) {
  const [accessTo, directory] = [accessIn(world), directoryOf(world)];
  const needs = { ...stores, accessTo, directory, newId: () => randomUUID() };
  const use = {
    ...{ saveAgreement: saveAgreement(needs), setAgreement: setAgreement(needs), saveMatrix: saveRoleMatrix(needs) },
    ...{ create: skps.createSkp(needs), save: skps.saveSkp(needs), submit: skps.submitSkp(needs) },
    ...{ giveBack: skps.returnSkp(needs), set: skps.setSkp(needs), revise: skps.reviseSkp(needs) },
    plan: skps.saveActionPlan(needs),
  };
  const agreementOf = async (head: Person): Promise<Agreement> => {
    const { agencyId, unitId } = head;
    const officer = callerOf(world.officer);
    const command = { agencyId, unitId, year, expectedVersion: undefined, objectives: objectives() };
    const draft = await use.saveAgreement(officer, command);
    return use.setAgreement(officer, { agencyId, agreementId: draft.id });
  };
  const draft = async (person: Person, positionKind: PositionKind, ...results: ResultDraft[]): Promise<Skp> => {
    const { id, version } = await use.create(callerOf(person), {
      employmentId: person.employmentId,
      year,
      positionKind,
    });
    return use.save(callerOf(person), { skpId: id, expectedVersion: version, content: contentOf(...results) });
  };
  const submitted = async (person: Person, positionKind: PositionKind, ...results: ResultDraft[]): Promise<Skp> => {
    const { id, version } = await draft(person, positionKind, ...results);
    return use.submit(callerOf(person), { skpId: id, expectedVersion: version });
  };
  const setBy = (leader: Person, { id, version }: Skp): Promise<Skp> =>
    use.set(callerOf(leader), { skpId: id, expectedVersion: version });
  return { ...use, agreementOf, draft, submitted, setBy };
}

export const firstResult = ({ content }: Skp): string => content.results[0]?.id ?? "";
export const firstIndicator = ({ objectives: [first] }: Agreement): string => first?.indicators[0]?.id ?? "";

/** The code of the refusal that a command ends with; "done" when it does not. */
export const codeOf = (command: Promise<unknown>): Promise<string> =>
  command.then(
    () => "done",
    (thrown: unknown) => (thrown as { code: string }).code,
  );
