import { add, compare, type Day, divide, multiply, rational, type Rational, zero } from "@kinerja/common/kernel";

/** The missed checks of one day, of a unit or an agency. */
export type DayOfChecks = {
  readonly day: Day;
  readonly missed: number;
  /** How many there should have been: two for each person on duty. */
  readonly expected: number;
};

/** From when on a day looks like a failure of the machines and not of the people. Settings of the service. */
export type OutageSigns = {
  /** Percent of the checks of the day. */
  readonly atLeastPercent: number;
  /** Times the share of the month's middle day. */
  readonly timesMedian: number;
};

export type OutageCandidate = DayOfChecks & {
  /** Missed checks of the month's middle day in hundredths of a percent, rounded down. */
  readonly medianBasisPoints: number;
};

const shareOf = ({ missed, expected }: DayOfChecks): Rational => rational(BigInt(missed), BigInt(expected));

function medianOf(shares: readonly Rational[]): Rational {
  const sorted = shares.toSorted(compare);
  const [low = zero, high = zero] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return divide(add(low, high), rational(2n));
}

/** Days on which so many checks are missing that the machines may have failed. Only candidates: a person applies an outage, with a reason. */
export function outageCandidates(days: readonly DayOfChecks[], signs: OutageSigns): OutageCandidate[] {
  const checked = days.filter(({ expected }) => expected > 0);
  const median = medianOf(checked.map(shareOf));
  const least = rational(BigInt(signs.atLeastPercent), 100n);
  const unusual = multiply(median, rational(BigInt(signs.timesMedian)));
  const medianBasisPoints = Number((median.num * 10_000n) / median.den);
  return checked
    .filter((day) => compare(shareOf(day), least) >= 0 && compare(shareOf(day), unusual) >= 0)
    .map((day) => ({ ...day, medianBasisPoints }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}
