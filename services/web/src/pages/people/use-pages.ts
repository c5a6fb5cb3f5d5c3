import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { useLoadOf } from "../../state/use-load.ts";
import { type Rows } from "./types.ts";

export interface Pages<Row> {
  /** Undefined until the first page is there. */
  readonly rows: readonly Row[] | undefined;
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  more: () => Promise<void>;
  reload: () => void;
}

interface Further<Row> extends Rows<Row> {
  /** The first page to which they belong. */
  readonly of: string;
}

type Load<Row> = (pageToken: string) => Promise<Rows<Row>>;

/** The pages after the first one, as long as they belong to it. */
function useFurther<Row>(of: string, firstNext: string, load: Load<Row>) {
  const [kept, setKept] = useState<Further<Row>>({ of, rows: [], next: firstNext });
  const [failure, setFailure] = useState<{ readonly of: string; readonly problem: Problem } | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const { rows, next } = kept.of === of ? kept : { rows: [], next: firstNext };
  const more = async () => {
    setBusy(true);
    try {
      const answer = await load(next);
      setKept({ of, rows: [...rows, ...answer.rows], next: answer.next });
      setFailure(undefined);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setFailure({ of, problem: thrown });
    }
    setBusy(false);
  };
  return { rows, next, isBusy, problem: failure?.of === of ? failure.problem : undefined, more };
}

/** A list by the API's cursor: the first page by itself, each further one when asked. `key` says which list it is. */
export function usePages<Row>(key: string, load: Load<Row>): Pages<Row> {
  const first = useLoadOf(key, () => load(""));
  const page = first.value;
  const firstNext = page?.next ?? "";
  const { rows, next, isBusy, problem, more } = useFurther(`${key} ${firstNext}`, firstNext, load);
  return {
    rows: page && [...page.rows, ...rows],
    total: page?.total,
    hasMore: next !== "",
    isBusy,
    problem: first.problem ?? problem,
    more,
    reload: first.reload,
  };
}
