import { check } from "k6";
import { expectedStatuses, setResponseCallback, type RefinedResponse, type ResponseType } from "k6/http";
import { Counter, Rate, Trend } from "k6/metrics";
import { tell, wrongLine } from "./journal.ts";

/** Of requests that said "come again later" (429, 503), each with its Retry-After. */
export const shed = new Rate("shed");
const shedTime = new Trend("shed_time", true);
/** Everything else that is not 2xx: no answer in time, a 5xx, a 503 without Retry-After, a refusal that nobody expects here. */
export const wrong = new Counter("wrong_answers");

export type Answer = RefinedResponse<ResponseType>;
export type Verdict = "ok" | "shed" | "wrong";

setResponseCallback(expectedStatuses({ min: 200, max: 299 }, 429, 503));

/** Longer than the platform takes to answer anything: who waits so long was left alone. */
export const patience = "15s";

/** k6 gives headers in Go's spelling. */
export const retryAfterS = ({ headers }: Answer): number => Number(headers["Retry-After"] ?? Number.NaN);

const saysWhen = (answer: Answer): boolean => {
  const after = retryAfterS(answer);
  return Number.isInteger(after) && after >= 1 && after <= 120;
};

/** There is none when there was no answer. */
const textOf = ({ body }: Answer): string => (typeof body === "string" ? body : "");
const problemOf = (answer: Answer): string => textOf(answer).slice(0, 300);

/** Sorts an answer, and counts it. */
export function judge(answer: Answer, call: string, times: Trend): Verdict {
  const { status } = answer;
  const isOk = status >= 200 && status < 300;
  const isShed = (status === 429 || status === 503) && saysWhen(answer);
  shed.add(isShed, { call });
  if (isOk) times.add(answer.timings.duration);
  else if (isShed) shedTime.add(answer.timings.duration);
  else {
    wrong.add(1, { call });
    tell(wrongLine(call, `${status} ${answer.error_code} ${answer.error || problemOf(answer)}`));
  }
  if (isShed) check(answer, { "a no says why and when to come again": (one) => problemOf(one).includes("/problems/") });
  return isOk ? "ok" : isShed ? "shed" : "wrong";
}

export const jsonOf = (answer: Answer): unknown => JSON.parse(textOf(answer));
