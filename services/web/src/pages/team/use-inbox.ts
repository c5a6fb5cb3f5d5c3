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
}

export function useInbox(weekStart: string): Loaded<Inbox> {
  const { api } = useApp().platform;
  return useLoad(async () => {
    const members = await api.inbox(weekStart);
    const names = await api.names(members.map((member) => member.personId));
    return { weekStart, members, names, overlaps: await overlapsOf(api, members) };
  }, [api, weekStart]);
}

/** The part of one person. */
export const inboxOf = (inbox: Inbox, personId: string): Inbox => ({
  ...inbox,
  members: inbox.members.filter((member) => member.personId === personId),
});

export const findingsOf = ({ members }: Inbox): Finding[] =>
  members.flatMap(({ personId, exceptions, escalated: isEscalated }) =>
    exceptions.map((stored) => ({ personId, stored, isEscalated })),
  );

export const cleanMembers = ({ members }: Inbox): TeamMember[] => members.filter(({ clean }) => clean.length > 0);

export const cleanCount = (inbox: Inbox): number => inbox.members.reduce((sum, { clean }) => sum + clean.length, 0);
