import { type Range, type RangeRecords } from "./range-ports.ts";

const rangesAtOnce = 1_000;

/** The ranges of a run in their order; a run has some hundred. */
export async function allRanges(ranges: Pick<RangeRecords, "page">, runId: string): Promise<Range[]> {
  const all: Range[] = [];
  for (let page: readonly Range[] | undefined; page === undefined || page.length === rangesAtOnce;) {
    page = await ranges.page(runId, all.at(-1)?.no, rangesAtOnce);
    all.push(...page);
  }
  return all;
}
