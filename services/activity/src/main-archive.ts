import { openClock } from "@kinerja/common/clock";
import { settings } from "@kinerja/common/config";
import { createLog, errorFields } from "@kinerja/common/telemetry";

import { openArchiveStore } from "./adapters/postgres/archive-store.ts";
import { archiveWeeks, restoreWeek } from "./app/archive.ts";
import { fewestWeeks } from "./domain/archive.ts";

// A job that ends, not a service: `main-archive` takes old weeks out, `main-archive restore 2024w07` brings one back.
const log = createLog("activity-archive");

async function main([act, week]: readonly string[]): Promise<void> {
  const read = settings(process.env);
  const config = read.done({
    siteKind: read.oneOf("SITE_KIND", ["demo", "test", "province", "central"]),
    clockFile: read.optional("CLOCK_FILE"),
    ownerUrl: read.text("DATABASE_URL_OWNER"),
    folder: read.text("ARCHIVE_DIR"),
    keepWeeks: read.int("KEEP_WEEKS", { min: fewestWeeks, max: 5_200 }, 105),
  });
  const clock = openClock(config.clockFile, config.siteKind);
  const store = await openArchiveStore(config.ownerUrl, config.folder);
  try {
    if (act === "restore") {
      if (week === undefined || !/^\d{4}w\d{2}$/.test(week)) throw new Error("restore WEEK, for example 2024w07");
      for (const { table, rows } of await restoreWeek({ store })(week))
        log.info({ name: `${table}_${week}`, rows }, "restored");
      return;
    }
    const archived = await archiveWeeks({ store, now: () => clock.now() })(config.keepWeeks);
    for (const { week: one, tables, openMonths } of archived) {
      for (const { table, rows, bytes } of tables) log.info({ name: `${table}_${one.name}`, rows, bytes }, "archived");
      if (openMonths.length > 0)
        log.warn({ name: one.name, cause: openMonths.join(", ") }, "kept: months are not sealed");
    }
  } finally {
    await store.stop();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  log.fatal(errorFields(error), "ends");
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
