import { type ReportRow } from "../reports.ts";
import { type Measured, startMeasured } from "./child.ts";
import { entryJson } from "./entry.ts";
import { type HttpLoad, type LoadResult } from "./load.ts";
import { rowOf } from "./rows.ts";
import { interleaved, ratios } from "./sample.ts";

export interface Effort {
  readonly rounds: number;
  /** Requests, entries or calls of one round are this many times smaller in a quick run. */
  readonly divisor: number;
  /** Of the largest run of the pay engine. */
  readonly people?: number | undefined;
}

interface Sample {
  readonly cpuUs: number;
  readonly perSecond: number;
}

async function driveHttp(server: Measured, load: Measured, wanted: Omit<HttpLoad, "port">): Promise<Sample> {
  const before = await server.cpuUs();
  const { failures, seconds } = await load.ask<LoadResult>({ port: server.port, ...wanted });
  const after = await server.cpuUs();
  if (failures > 0) throw new Error(`${failures} of ${wanted.requests} requests failed`);
  return { cpuUs: (after - before) / wanted.requests, perSecond: wanted.requests / seconds };
}

const percent = (values: readonly number[]): number[] => values.map((value) => value * 100);
const cpuOf = (samples: readonly Sample[]): number[] => samples.map(({ cpuUs }) => cpuUs);
const rateOf = (samples: readonly Sample[]): number[] => samples.map(({ perSecond }) => perSecond);

/** T12 and T15: one entry as JSON through the gateway with nothing behind it, beside Node's own server. */
export async function benchEdge({ rounds, divisor }: Effort): Promise<ReportRow[]> {
  const [raw, gateway, load] = await Promise.all([
    startMeasured("servers/raw-http.ts"),
    startMeasured("servers/gateway.ts"),
    startMeasured("load-http.ts"),
  ]);
  try {
    const token = await gateway.ask<string>({});
    const body = JSON.stringify({ entries: [entryJson(Date.now())] });
    const wanted = { path: "/v1/entries:record", body, token, connections: 32, requests: Math.round(30_000 / divisor) };
    const samples = await interleaved(rounds, {
      raw: () => driveHttp(raw, load, wanted),
      gateway: () => driveHttp(gateway, load, wanted),
    });
    const parts = await gateway.ask<{ tokenUs: number; walkUs: number }>({ turns: Math.round(40_000 / divisor) });
    const checks = parts.tokenUs + parts.walkUs;
    const ofRaw = "JSON submit (express, token, checks, transcoding, nothing behind)";
    return [
      rowOf({ id: "T12", what: `${ofRaw}: rate of raw node http`, unit: "%", values: percent(ratios(rateOf(samples.gateway), rateOf(samples.raw))), atLeast: 35 }),
      rowOf({ id: "T12", what: "the same by time on the processor", unit: "%", values: percent(ratios(cpuOf(samples.raw), cpuOf(samples.gateway))), atLeast: 35 }),
      rowOf({ id: "T12", what: "gateway, one submit", unit: "µs CPU", values: cpuOf(samples.gateway) }),
      rowOf({ id: "T12", what: "raw node http, the same body", unit: "µs CPU", values: cpuOf(samples.raw) }),
      rowOf({ id: "T15", what: "token and strict walk: share of the gateway's time per submit", unit: "%", values: cpuOf(samples.gateway).map((us) => (100 * checks) / us), atMost: 15 }),
      rowOf({ id: "T15", what: "token alone (known by its hash)", unit: "µs CPU", values: [parts.tokenUs] }),
      rowOf({ id: "T15", what: "strict walk to protobuf alone", unit: "µs CPU", values: [parts.walkUs] }),
    ]; // prettier-ignore
  } finally {
    await Promise.all([raw.stop(), gateway.stop(), load.stop()]);
  }
}
