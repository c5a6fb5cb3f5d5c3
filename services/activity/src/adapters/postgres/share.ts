import { type Database } from "@kinerja/common/postgres";

type Transactions = Pick<Database, "transaction">;

/**
 * A database of whose pool some work takes so many connections at most, so that it makes nobody else wait; what comes beyond waits in its turn,
 * and holds no connection meanwhile.
 */
export function shareOf(db: Transactions, most: number): Transactions {
  const queue: (() => void)[] = [];
  let taken = 0;
  const enter = async (): Promise<void> => {
    if (taken < most) taken++;
    else await new Promise<void>((resolve) => queue.push(resolve));
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) taken--;
    else next();
  };
  return {
    async transaction(scope, work) {
      await enter();
      try {
        return await db.transaction(scope, work);
      } finally {
        leave();
      }
    },
  };
}
