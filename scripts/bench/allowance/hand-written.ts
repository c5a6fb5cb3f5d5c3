/** One row of the benchmark; what a programmer would be given. */
export interface Row {
  readonly class: string;
  readonly staffKind: string;
  readonly place: string;
  readonly predicate: string;
  readonly minutes: number;
  readonly absent: number;
  readonly missed: number;
  readonly late: number;
  readonly early: number;
  readonly away: number;
  readonly ceremonies: number;
  readonly sick: number;
  readonly report: number;
}

const tariffs: Readonly<Record<string, number>> = { "5": 3_134_250, "6": 3_510_400, "7": 3_915_950, "8": 4_595_150, "9": 5_079_200, "10": 5_979_200, "11": 8_757_600, "12": 9_896_000 }; // prettier-ignore
const predicates: Readonly<Record<string, number>> = { baik: 100, butuh_perbaikan: 85, kurang: 60 };
const places: Readonly<Record<string, number>> = { kota: 0, desa: 10, pulau: 25 };

/** Everything over one denominator, so that all of it is whole numbers; the largest is below 2^53. */
const whole = 40_000_000;
const halfUp = (numerator: number): number => Math.floor((numerator + whole / 2) / whole);

/** What each step comes to, over `whole`: a payslip shows all of them, so they are kept as the engine keeps them. */
export interface Paid {
  readonly hardship: number;
  readonly perfPart: number;
  readonly attPart: number;
  readonly perf: number;
  readonly reached: number;
  readonly gate: number;
  readonly reportDue: number;
  readonly cuts: readonly number[];
  readonly cut: number;
  readonly attendance: number;
  readonly both: number;
  readonly cpns: number;
  readonly contract: number;
  readonly little: number;
  readonly capped: number;
  readonly hardshipPaid: number;
  readonly gross: number;
  readonly net: number;
}

const when = (holds: boolean, then: number, otherwise: number): number => (holds ? then : otherwise);
const lateTier = (late: number): number => (late < 60 ? 0 : late < 300 ? 100 : 200);

/** The steps of thirty-steps.yaml as one would write them by hand, exact; gross and net in rupiah. */
export function payByHand(row: Row): Paid {
  const tariff = (tariffs[row.class] ?? 0) * whole;
  const hardship = (tariff / 100) * (places[row.place] ?? 0);
  const perfPart = (tariff / 5) * 3;
  const attPart = (tariff / 5) * 2;
  const perf = (perfPart / 100) * (predicates[row.predicate] ?? 0);
  const reached = when(row.absent >= 20, perf / 2, perf);
  const gate = when(row.minutes < 3_000, reached / 2, reached);
  const reportDue = when(row.report >= 1, (gate / 20) * 19, gate);
  const base = attPart / 10_000;
  const cuts = [
    base * row.absent * 300,
    base * row.missed * 100,
    base * row.late,
    base * row.early,
    base * row.away * 2,
    base * row.ceremonies * 300,
    base * row.sick * 50,
    base * lateTier(row.late),
    base * when(row.early < 60, 0, 100),
    base * when(row.report > 0, 200, 0),
  ];
  let cut = 0;
  for (const one of cuts) cut += one;
  cut = when(cut > attPart, attPart, cut);
  const attendance = attPart - cut;
  const both = reportDue + attendance;
  const cpns = when(row.staffKind === "cpns", (both / 5) * 4, both);
  const contract = when(row.staffKind === "pppk", (cpns / 10) * 9, cpns);
  const little = when(row.minutes < 1_000, (contract / 4) * 3, contract);
  const capped = when(little > 9_000_000 * whole, 9_000_000 * whole, little);
  const hardshipPaid = when(row.absent >= 10, hardship / 2, hardship);
  const gross = halfUp(tariff + hardship);
  const net = halfUp(capped + hardshipPaid);
  // prettier-ignore
  return { hardship, perfPart, attPart, perf, reached, gate, reportDue, cuts, cut, attendance, both, cpns, contract, little, capped, hardshipPaid, gross, net };
}
