import {
  type Decision,
  EntryState,
  Flag,
  ReturnReason,
  type StoredEntry,
} from "@kinerja/proto/activity/v1/activity_service";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";

import { type EntryHistory, type ShownEntry } from "../../app/read.ts";
import { flagNames } from "../../domain/flags.ts";
import { type State, type Version } from "../../domain/version.ts";

const states: Readonly<Record<State, EntryState>> = {
  open: EntryState.OPEN,
  approved: EntryState.APPROVED,
  returned: EntryState.RETURNED,
  cancelled: EntryState.CANCELLED,
};

const reasons = Object.entries(ReturnReason).filter(([name]) => name !== "UNRECOGNIZED" && name !== "UNSPECIFIED");

/** "EVIDENCE_MISSING"; undefined when none was sent. */
export const reasonName = (reason: ReturnReason): string | undefined =>
  reasons.find(([, value]) => value === reason)?.[0];

export const wireReason = (name: string | undefined): ReturnReason =>
  reasons.find(([known]) => known === name)?.[1] ?? ReturnReason.UNSPECIFIED;

const wireFlags = (flags: number): Flag[] => flagNames(flags).map((name) => Flag[name]);

export const toStoredEntry = (entry: ShownEntry): StoredEntry => ({
  entry: Entry.decode(entry.body),
  state: states[entry.state],
  minutes: entry.minutes,
  flags: wireFlags(entry.flags),
  acceptedAt: new Date(entry.acceptedAt),
  bodySha256: entry.bodySha256.toString("hex"),
  approvedVersion: entry.approvedVersion,
  returnReason: wireReason(entry.returned?.reason),
  returnNote: entry.returned?.note ?? "",
  lateVersion: entry.lateVersion ?? 0,
});

const toReplaced = (version: Version, { current }: EntryHistory): StoredEntry => ({
  entry: Entry.decode(version.body),
  state: stateOfReplaced(version, current.approvedVersion),
  minutes: version.minutes,
  flags: [],
  acceptedAt: new Date(version.acceptedAt),
  bodySha256: version.bodySha256.toString("hex"),
  approvedVersion: current.approvedVersion,
  returnReason: ReturnReason.UNSPECIFIED,
  returnNote: "",
  lateVersion: 0,
});

function stateOfReplaced({ version, cancelled }: Version, approvedVersion: number): EntryState {
  if (cancelled) return EntryState.CANCELLED;
  return version === approvedVersion ? EntryState.APPROVED : EntryState.OPEN;
}

export const toVersions = (history: EntryHistory): StoredEntry[] => [
  toStoredEntry(history.current),
  ...history.others.map((version) => toReplaced(version, history)),
];

export const toConflicts = ({ conflicts }: EntryHistory): Entry[] => conflicts.map(({ body }) => Entry.decode(body));

export const toDecisions = ({ decisions }: EntryHistory): Decision[] =>
  decisions.map(({ version, kind, actorId, decidedAt, reason, note, byTimeout, byClosing }) => ({
    version,
    state: states[kind],
    actorId,
    decidedAt: new Date(decidedAt),
    reason: wireReason(reason),
    note: note ?? "",
    byTimeout,
    byClosing,
  }));
