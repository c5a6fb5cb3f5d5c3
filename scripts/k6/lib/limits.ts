import { numberOf } from "./settings.ts";

/** How quick 95 and 99 of a hundred must be; ACK_P95=400 and so on set other limits. */
export function quick(metric: string, p95: number, p99: number): Record<string, string[]> {
  const name = metric.replace(/_time$/, "").toUpperCase();
  const limits = [`p(95)<${numberOf(`${name}_P95`, p95)}`, `p(99)<${numberOf(`${name}_P99`, p99)}`];
  return { [metric]: limits };
}

/** What holds under any load: every answer is right, or says when to come again. */
export const always: Record<string, string[]> = {
  checks: ["rate==1"],
  wrong_answers: ["count==0"],
  refused: ["count==0"],
  acknowledged: ["count>0"],
};

export const never: Record<string, string[]> = { shed: ["rate==0"], dropped_iterations: ["count==0"] };

export const trendStats = ["count", "avg", "min", "med", "p(95)", "p(99)", "max"];
