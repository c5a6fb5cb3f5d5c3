import { noRupiah, type Rupiah, rupiah } from "@kinerja/common/kernel";

import { type BatchNumber } from "./run.ts";

/** Limits of the bands, in hundredths of a percent of the net before: 1 %, 5 %, 10 %, 25 %, 50 %. The last band has no limit. */
export const bandLimits = [100, 500, 1_000, 2_500, 5_000] as const;

/** People with the same batches in both runs; undefined: not in that run. */
export type JoinedGroup = {
  readonly batchBefore: BatchNumber | undefined;
  readonly batchAfter: BatchNumber | undefined;
  readonly people: number;
  readonly changed: number;
  readonly before: Rupiah;
  readonly after: Rupiah;
};

/** Who stayed, by the band of the change: 0 is up to the first limit; undefined: no change. */
export type JoinedBand = {
  readonly loss: boolean;
  readonly band: number | undefined;
  readonly people: number;
  readonly change: Rupiah;
};

export type ComparedPerson = {
  readonly personId: string;
  readonly before: Rupiah | undefined;
  readonly after: Rupiah | undefined;
};

/** Two runs person by person, summed up by the store. */
export type Joined = {
  readonly groups: readonly JoinedGroup[];
  readonly bands: readonly JoinedBand[];
  readonly largest: readonly ComparedPerson[];
};

export type ComparedBatch = {
  readonly batch: BatchNumber;
  readonly peopleBefore: number;
  readonly peopleAfter: number;
  readonly before: Rupiah;
  readonly after: Rupiah;
};
export type ChangeBand = {
  readonly loss: boolean;
  readonly over: number;
  readonly upTo: number | undefined;
  readonly people: number;
  readonly change: Rupiah;
};
export type RunComparison = {
  readonly batches: readonly ComparedBatch[];
  readonly stayed: number;
  readonly changed: number;
  readonly joiners: { readonly people: number; readonly net: Rupiah };
  readonly leavers: { readonly people: number; readonly net: Rupiah };
  readonly bands: readonly ChangeBand[];
  readonly largest: readonly ComparedPerson[];
};

const sumOf = (groups: readonly JoinedGroup[], of: (group: JoinedGroup) => Rupiah): Rupiah =>
  groups.reduce((sum, group) => rupiah(sum + of(group)), noRupiah);
const countOf = (groups: readonly JoinedGroup[], of: (group: JoinedGroup) => number = ({ people }) => people): number =>
  groups.reduce((sum, group) => sum + of(group), 0);

function batchOf(groups: readonly JoinedGroup[], batch: BatchNumber): ComparedBatch {
  const before = groups.filter(({ batchBefore }) => batchBefore === batch);
  const after = groups.filter(({ batchAfter }) => batchAfter === batch);
  return {
    batch,
    peopleBefore: countOf(before),
    peopleAfter: countOf(after),
    before: sumOf(before, (group) => group.before),
    after: sumOf(after, (group) => group.after),
  };
}

/** From the largest loss over no change to the largest gain. */
function allBands(found: readonly JoinedBand[]): ChangeBand[] {
  const bandOf = (loss: boolean, band: number | undefined): Pick<ChangeBand, "people" | "change"> =>
    found.find((one) => one.band === band && (band === undefined || one.loss === loss)) ?? { people: 0, change: noRupiah }; // prettier-ignore
  const side = (loss: boolean): ChangeBand[] =>
    [...bandLimits, undefined].map((upTo, band) => {
      const { people, change } = bandOf(loss, band);
      return { loss, over: band === 0 ? 0 : (bandLimits[band - 1] ?? 0), upTo, people, change };
    });
  const { people } = bandOf(false, undefined);
  const same: ChangeBand = { loss: false, over: 0, upTo: 0, people, change: noRupiah };
  return [...side(true).reverse(), same, ...side(false)];
}

/** What an officer looks at before checking: sums by batch, who came and who left, how the rest has changed. */
export function compareRuns({ groups, bands, largest }: Joined): RunComparison {
  const stayed = groups.filter(({ batchBefore, batchAfter }) => batchBefore !== undefined && batchAfter !== undefined);
  const joiners = groups.filter(({ batchBefore }) => batchBefore === undefined);
  const leavers = groups.filter(({ batchAfter }) => batchAfter === undefined);
  const batches = ([1, 2] as const)
    .map((batch) => batchOf(groups, batch))
    .filter(({ peopleBefore, peopleAfter }) => peopleBefore + peopleAfter > 0);
  return {
    batches,
    stayed: countOf(stayed),
    changed: countOf(stayed, ({ changed }) => changed),
    joiners: { people: countOf(joiners), net: sumOf(joiners, ({ after }) => after) },
    leavers: { people: countOf(leavers), net: sumOf(leavers, ({ before }) => before) },
    bands: allBands(bands),
    largest,
  };
}
