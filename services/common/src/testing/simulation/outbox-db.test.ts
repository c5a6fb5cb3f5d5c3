import { outboxSuite } from "../outbox-suite.ts";
import { createOutboxDb } from "./outbox-db.ts";
import { directConnection } from "./transactions.ts";

outboxSuite("outbox and inbox in memory", () => {
  let database = createOutboxDb();
  return Promise.resolve({
    db: { query: (sql, params) => database.over(directConnection).query(sql, params) },
    transaction: (work) => database.transaction(directConnection(), work),
    waiting: () => Promise.resolve(database.waiting().length),
    empty() {
      database = createOutboxDb();
      return Promise.resolve();
    },
  });
});
