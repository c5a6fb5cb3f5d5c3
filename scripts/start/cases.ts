/** A special case of the month: how often it happened, and how often it came out wrong. */
export interface Case {
  readonly happened: number;
  readonly wrong: number;
}

export type Cases = Readonly<Record<string, Case>>;

/** What the played month counted, by case. */
export function casesFrom(totals: Readonly<Record<string, number>>): Cases {
  const of = (name: string): number => totals[name] ?? 0;
  const times = (happened: number, wrong = 0): Case => ({ happened, wrong });
  return {
    transfer: times(of("moved"), of("movedWrong")),
    actingApproved: times(of("actingApproved")),
    actingRated: times(of("actingRated"), Math.abs(of("actingRated") - of("standsIn"))),
    late: times(of("late"), of("lateWrong") + of("sealChanged") + Math.max(0, of("late") - of("lateStored"))),
    leave: times(of("leaveDays"), of("leaveMissing") + of("leaveListed")),
    holiday: times(of("holiday"), of("holidayMissing")),
    superiorMissing: times(of("skpOpen")),
    twoPosts: times(of("twoPosts")),
    sentTwice: times(of("retried")),
    attendanceOutage: times(of("outage"), of("outageWrong")),
  };
}

/** Cases that did not happen or came out wrong. */
export const failedCases = (cases: Cases): string[] =>
  Object.entries(cases).flatMap(([name, { happened, wrong }]) => [
    ...(happened === 0 ? [`the case "${name}" did not happen`] : []),
    ...(wrong === 0 ? [] : [`the case "${name}": ${wrong} wrong`]),
  ]);
