import { agencyIdOf, personIdOf, unitIdOf } from "../../../../scripts/demo/ids.ts";
import { officersOf } from "../../../../scripts/demo/officers.ts";
import { type DemoPerson, makeProvince } from "../../../../scripts/demo/province.ts";
import { type Actor, signInAs } from "../access/cast.ts";
import { told } from "../world.ts";

/** The people of the test world, as its starter invented them. */
export const province = makeProvince(7, 60);

/** The third agency, which no other test touches: what is done there by chance harms nobody. */
export interface Quiet {
  readonly agencyId: string;
  readonly unitId: string;
  readonly employee: Actor;
  readonly superior: Actor;
  /** The agency's personnel officer. */
  readonly officer: Actor;
  /** An officer of the whole site, who may name any agency. */
  readonly siteOfficer: Actor;
  /** Somebody of the agency who may lose the password. */
  readonly spareId: string;
  /** Somebody of another agency. */
  readonly strangerId: string;
  readonly strangerAgencyId: string;
}

function the(what: string, found: DemoPerson | undefined): DemoPerson {
  if (found === undefined) throw new Error(`the invented province has no ${what}`);
  return found;
}

export async function openQuietAgency(): Promise<Quiet> {
  const people = province.people.filter(({ agency }) => agency === province.agencies[2]);
  const offices = officersOf({ province })[province.agencies[2]?.siasnId ?? ""];
  const holders = Object.values(offices ?? {}).map(({ nip }) => nip);
  const staff = people.filter(({ head, nip, superiorNip }) => !head && superiorNip !== "" && !holders.includes(nip));
  const [person, officer] = [the("employee", staff[0]), the("officer", offices?.personnel)];
  const top = the("head of the agency", people.find(({ head, superiorNip }) => head && superiorNip === "")); // prettier-ignore
  const stranger = the("stranger", province.people.find(({ agency }) => agency !== person.agency)); // prettier-ignore
  const { maker } = JSON.parse(told("FIRST")) as { maker: string };
  return {
    agencyId: agencyIdOf(person.agency.siasnId),
    unitId: unitIdOf(person.unit.siasnId),
    employee: await signInAs(person.nip),
    superior: await signInAs(person.superiorNip),
    officer: await signInAs(officer.nip),
    siteOfficer: await signInAs(maker),
    spareId: personIdOf(top),
    strangerId: personIdOf(stranger),
    strangerAgencyId: agencyIdOf(stranger.agency.siasnId),
  };
}
