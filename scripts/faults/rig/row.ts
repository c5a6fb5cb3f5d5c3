import { type Random } from "../../demo/random.ts";
import { type HistoryLine } from "../../invariants/history.ts";
import { type Clocks } from "./clocks.ts";
import { type Links } from "./links.ts";
import { type Load } from "./load.ts";
import { type Instance, type Main, type ProcessOptions, type Processes } from "./processes.ts";
import { type Site } from "./site.ts";
import { type LoadTotals } from "./totals.ts";
import { type Valkey } from "./valkey.ts";

/** Something that a row measured, with what it has to be. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: string;
  readonly holds: boolean;
}

export const mustBe = (what: string, value: number, unit: string, wanted = 0): Figure => ({
  ...{ what, value, unit },
  target: String(wanted),
  holds: value === wanted,
});
export const moreThan = (what: string, value: number, unit: string, least = 0): Figure => ({
  ...{ what, value, unit },
  target: `> ${least}`,
  holds: value > least,
});
export const under = (what: string, value: number, unit: string, limit: number): Figure => ({
  ...{ what, value, unit },
  target: `< ${limit}`,
  holds: value < limit,
});
/** Told and not judged: it differs from machine to machine. */
export const told = (what: string, value: number, unit: string): Figure => ({
  ...{ what, value, unit },
  target: "–",
  holds: true,
});

/** What a row strikes at. */
export interface Rig {
  readonly site: Site;
  readonly processes: Processes;
  /** The second instance of ingest, of a row that has one. */
  readonly second: Instance | undefined;
  readonly load: Load;
  readonly chance: Random;
  readonly isQuick: boolean;
  /** Of a row that is linked. */
  readonly links: Links | undefined;
  /** Of a row that has them. */
  readonly clocks: Clocks | undefined;
  readonly valkey: Valkey | undefined;
  /** Of a control. */
  readonly mutant: string | undefined;
  readonly say: (line: string) => void;
}

/** What is known when everything has come to rest. */
export interface AtRest {
  readonly history: readonly HistoryLine[];
  readonly totals: LoadTotals;
}

export type Looks = (rest: AtRest) => Promise<readonly Figure[]> | readonly Figure[];

/** A build that is broken on purpose: this row must notice it. */
export interface Control {
  readonly mutant: string;
  /** Where its process dies instead of where the row's dies. */
  readonly failpoint?: string;
  /** People neither repeat nor change what was acknowledged: only the harm brings anything twice. */
  readonly onlyNew?: true;
  /** Invariants, or words of the row's own figures, of which one must fail. */
  readonly caughtBy: readonly string[];
}

export interface RigRow {
  readonly id: string;
  readonly what: string;
  readonly brokers: 1 | 3;
  /** Kafka's log, PostgreSQL's tables and its write-ahead log are each on a disk that can be filled. */
  readonly isOnSmallDisks?: true;
  /** PostgreSQL may have a standby, and lose it, or its place to it. */
  readonly mayHaveStandby?: true;
  /** Also in the short run, and which of its controls. */
  readonly quick?: { readonly controls: number };
  /** The links between its parts can be made bad. */
  readonly isLinked?: true;
  /** Clients reach ingest without a link: there are too many of them for one process to pass on. */
  readonly isDirect?: true;
  /** Writer and query have a Valkey. */
  readonly hasValkey?: true;
  /** The clocks of its processes can be made wrong. */
  readonly hasClocks?: true;
  /** Channels of the clients; one unless given. */
  readonly channels?: number;
  /** Instances of ingest; the second one is `another`. */
  readonly ingests?: 2;
  readonly perSecond?: number;
  /** The first agency appends so many times as much as each other. */
  readonly flood?: number;
  /** With more than these unanswered, people wait before they begin another. */
  readonly mostInFlight?: number;
  readonly deadlineMs?: number;
  /** How the processes are started; `failpoint` is the control's. */
  readonly processes?: (failpoint: string | undefined) => Partial<Record<Main, ProcessOptions>>;
  /** Does the harm while people append, and returns what to look at afterwards. It throws when the harm was not done. */
  readonly strike: (rig: Rig) => Promise<Looks>;
  readonly controls: readonly Control[];
}
