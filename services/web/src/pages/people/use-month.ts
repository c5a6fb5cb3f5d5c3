import { useEffect } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { type Loaded, useLoad } from "../../state/use-load.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { type Closing } from "./types.ts";

/** The month with who has not logged completely: counted up to a thousand. */
export interface Month {
  readonly period: string;
  readonly closing: Closing;
  readonly incomplete: { readonly count: number; readonly isMore: boolean };
}

const countPages = 5;
const watchMs = 5_000;

export function useMonth(period: string): Loaded<Month> {
  const calls = usePeopleCalls();
  const { agency } = useOffice();
  const countIncomplete = async () => {
    let count = 0;
    let next = "";
    for (let page = 0; page < countPages; page += 1) {
      const answer = await calls.missing(agency.agencyId, period, next, 200);
      count += answer.rows.length;
      next = answer.next;
      if (next === "") break;
    }
    return { count, isMore: next !== "" };
  };
  const month = useLoad(async () => {
    const [closing, incomplete] = await Promise.all([calls.closing(agency.agencyId, period), countIncomplete()]);
    return { period, closing, incomplete };
  }, [calls, agency.agencyId, period]);
  const isClosing = month.value?.closing.log.state === "CLOSING";
  const { reload } = month;
  useEffect(() => {
    if (!isClosing) return;
    const timer = setInterval(reload, watchMs);
    return () => clearInterval(timer);
  }, [isClosing, reload]);
  return month.value?.period === period ? month : { ...month, value: undefined };
}

/** 1.000+ */
export function useIncomplete(): (month: Month) => string {
  const { f } = useApp();
  return ({ incomplete: { count, isMore } }) => f.number(count) + (isMore ? "+" : "");
}
