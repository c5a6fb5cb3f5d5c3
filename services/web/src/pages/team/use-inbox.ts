import { type PersonName, type StoredEntry, type TeamMember } from "../../api/types.ts";
import { type Overlap } from "../../entries/rows.ts";
import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { overlapsOf } from "./overlaps.ts";

export interface Inbox {
  readonly weekStart: string;
  readonly members: readonly TeamMember[];
  readonly names: ReadonlyMap<string, PersonName>;
  /** With what an entry overlaps and for how long, by its id. */
  readonly overlaps: ReadonlyMap<string, Overlap>;
}

export interface Finding {
  readonly personId: string;
  readonly stored: StoredEntry;
  /** Of somebody whose own superior stayed silent. */
  readonly isEscalated: boolean;
  /** Of somebody whose team the reader leads: only the superior decides. */
  readonly isReadOnly: boolean;
}

export function useInbox(weekStart: string): Loaded<Inbox> {
  const { api } = useApp().platform;
  return useLoad(async () => {
    const members = byUrgency(await api.inbox(weekStart));
    const names = await api.names(members.map((member) => member.personId));
    return { weekStart, members, names, overlaps: await overlapsOf(api, members) };
  }, [api, weekStart]);
}

/** Pages come in an order that stands still while one decides; who has most to look at is shown first. */
export const byUrgency = (members: readonly TeamMember[]): TeamMember[] =>
  members.toSorted((one, other) => other.exceptions.length - one.exceptions.length);

/** The part of one person. */
export const inboxOf = (inbox: Inbox, personId: string): Inbox => ({
  ...inbox,
  members: inbox.members.filter((member) => member.personId === personId),
});

export const findingsOf = ({ members }: Inbox): Finding[] =>
  members.flatMap(({ personId, exceptions, escalated: isEscalated, readOnly: isReadOnly }) =>
    exceptions.map((stored) => ({ personId, stored, isEscalated, isReadOnly })),
  );

/** Who has a clean rest; of those who are only read, too. */
export const withClean = ({ members }: Inbox): TeamMember[] => members.filter(({ clean }) => clean.length > 0);

/** Whose clean rest can be approved in one act. */
export const cleanMembers = (inbox: Inbox): TeamMember[] => withClean(inbox).filter(({ readOnly }) => !readOnly);

export const cleanCount = (inbox: Inbox): number =>
  cleanMembers(inbox).reduce((sum, { clean }) => sum + clean.length, 0);
