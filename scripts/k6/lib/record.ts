import { check } from "k6";
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";
import { type EntryJson } from "../../demo/entries.ts";
import { jsonOf, judge, patience, retryAfterS, type Verdict } from "./answers.ts";
import { acknowledgedLine, refusedLine, sentLine, tell } from "./journal.ts";
import { site, type Someone } from "./world.ts";

const ackTime = new Trend("ack_time", true);
const acknowledged = new Counter("acknowledged");
const refused = new Counter("refused");

export interface EntryResult {
  readonly id: string;
  readonly version: number;
  readonly receipt?: { readonly bodySha256: string; readonly position: string };
  readonly refusal?: { readonly code: string };
}

export interface Recorded {
  readonly verdict: Verdict;
  /** When shed. */
  readonly retryAfterS: number;
  readonly results: readonly EntryResult[];
}

const isReceipt = ({ receipt }: EntryResult): boolean =>
  receipt !== undefined && /^[0-9a-f]{64}$/.test(receipt.bodySha256) && /^(\d+:\d+|spool:.+)$/.test(receipt.position);

/** Each entry has an answer of its own, in order; the journal keeps what was acknowledged. */
export function keep(who: Someone, entries: readonly EntryJson[], results: readonly EntryResult[]): void {
  const receipts = results.flatMap(({ id, receipt }) => (receipt ? [{ id, bodySha256: receipt.bodySha256 }] : []));
  const refusals = results.filter(({ refusal }) => refusal !== undefined);
  check(results, {
    "each entry is answered, in order": (all) =>
      all.length === entries.length && all.every(({ id, version }, at) => id === entries[at]?.id && version === 1),
    "each entry is acknowledged": (all) => all.every(isReceipt),
  });
  acknowledged.add(receipts.length);
  refused.add(refusals.length);
  if (receipts.length > 0) tell(acknowledgedLine(who.index, Date.now() / 1_000, receipts));
  if (refusals.length > 0) tell(refusedLine(who.index, refusals.map(({ id }) => id))); // prettier-ignore
}

export const announce = (who: Someone, entries: readonly EntryJson[]): void =>
  tell(sentLine(who.index, entries.map(({ id }) => id))); // prettier-ignore

/** Sends entries as a phone does, by the diary token. */
export function record(who: Someone, entries: readonly EntryJson[]): Recorded {
  announce(who, entries);
  const answer = http.post(`${site.ingestUrl}/v1/entries:record`, JSON.stringify({ entries }), {
    headers: { authorization: `Bearer ${who.diaryToken}`, "content-type": "application/json" },
    tags: { name: "record" },
    timeout: patience,
    responseType: "text",
  });
  const verdict = judge(answer, "record", ackTime);
  const results = verdict === "ok" ? (jsonOf(answer) as { results: EntryResult[] }).results : [];
  if (verdict === "ok") keep(who, entries, results);
  return { verdict, retryAfterS: verdict === "shed" ? retryAfterS(answer) : 0, results };
}
