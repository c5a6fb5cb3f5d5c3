import { describe, expect, it } from "@jest/globals";
import { settings } from "@kinerja/common/config";
import { edgeDeadlineMs } from "@kinerja/common/grpc";

import { ingestConfig, queryConfig, sharedConfig, writerConfig } from "./config.ts";

const read = settings({});
const recording = ["RecordEntries", "RecordEntryStream"].map((name) => `/kinerja.activity.v1.IngestService/${name}`);

describe("settings that nobody has made", () => {
  it("close a month later than any request could still stamp an entry before its deadline", () => {
    const graceMs = queryConfig(read).closeGraceS * 1_000;
    expect(graceMs).toBe(120_000);
    // A minute is what a server lets any call run that is not named as a long one.
    for (const path of recording) expect(edgeDeadlineMs(path, true, 60_000)).toBeLessThan(graceMs);
  });

  it("have eight partitions, as one machine has", () => {
    expect(sharedConfig(read).partitions).toBe(8);
  });

  it("gather 20 to 50 ms where few come, and twice as long at most where many do", () => {
    const { gatherMs, gatherBusyMs } = writerConfig(read);
    expect(gatherMs).toBeGreaterThanOrEqual(20);
    expect(gatherMs).toBeLessThanOrEqual(50);
    expect(gatherBusyMs).toBeLessThanOrEqual(100);
  });

  it("judge lateness by one deadline in the writer and in the closing", () => {
    expect(writerConfig(read).deadlineDays).toBe(queryConfig(read).deadlineDays);
  });
});

describe("ingest", () => {
  it("asks for no database but the spool, no Redis and no identity", () => {
    const named = new Set<string>();
    const noting = new Proxy({}, { get: (_, name) => void named.add(String(name)) });
    ingestConfig(settings(noting));
    const servers = [...named].filter((name) => /DATABASE|REDIS|IDENTITY/.test(name));
    expect(servers.sort()).toEqual(["SPOOL_DATABASE_URL", "SPOOL_DATABASE_URL_RELAY"]);
  });
});
