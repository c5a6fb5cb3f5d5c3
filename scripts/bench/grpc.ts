import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RecordEntriesRequest } from "@kinerja/proto/activity/v1/ingest_service";
import { makeCertificates } from "../parts/certificates.ts";
import { type ReportRow } from "../reports.ts";
import { type Measured, startMeasured } from "./child.ts";
import { type Effort } from "./edge.ts";
import { entryJson, entryMessage } from "./entry.ts";
import { type GrpcLoad, type HttpLoad, type LoadResult } from "./load.ts";
import { rowOf } from "./rows.ts";
import { interleaved, ratios } from "./sample.ts";

interface Sample {
  readonly cpuUs: number;
  readonly perSecond: number;
}

async function drive(server: Measured, load: Measured, wanted: Omit<GrpcLoad, "port"> | Omit<HttpLoad, "port">, calls: number): Promise<Sample> {
  const before = await server.cpuUs();
  const { failures, seconds } = await load.ask<LoadResult>({ port: server.port, ...wanted });
  const after = await server.cpuUs();
  if (failures > 0) throw new Error(`${failures} of ${calls} calls failed`);
  return { cpuUs: (after - before) / calls, perSecond: calls / seconds };
} // prettier-ignore

const percent = (values: readonly number[]): number[] => values.map((value) => value * 100);
const cpuOf = (samples: readonly Sample[]): number[] => samples.map(({ cpuUs }) => cpuUs);
const rateOf = (samples: readonly Sample[]): number[] => samples.map(({ perSecond }) => perSecond);

function rowsOf(samples: Record<"raw" | "plain" | "tls" | "ours", Sample[]>): ReportRow[] {
  const times = ratios(cpuOf(samples.ours), cpuOf(samples.tls));
  const row = (what: string, unit: string, values: readonly number[], target: object = {}): ReportRow =>
    rowOf({ id: "T13", what, unit, values, ...target });
  return [
    row("unary call of our server (mutual TLS, token, rights): rate of raw node http without TLS", "%", percent(ratios(rateOf(samples.ours), rateOf(samples.raw))), { atLeast: 50 }),
    row("the same, against bare grpc-js with the same TLS, by time on the processor", "times", times, { atMost: 1.3 }),
    row("our server, one call", "µs CPU", cpuOf(samples.ours)),
    row("bare grpc-js with the same TLS", "µs CPU", cpuOf(samples.tls)),
    row("bare grpc-js without TLS", "µs CPU", cpuOf(samples.plain)),
    row("raw node http", "µs CPU", cpuOf(samples.raw)),
  ]; // prettier-ignore
}

/** T13: what our server adds to a unary call. */
export async function benchGrpc({ rounds, divisor }: Effort): Promise<ReportRow[]> {
  const tlsDir = mkdtempSync(join(tmpdir(), "kinerja-bench-"));
  await makeCertificates(tlsDir, "bench", ["activity", "gateway"]);
  const kind = (name: string): Promise<Measured> => startMeasured("servers/grpc.ts", { KIND: name, TLS_DIR: tlsDir });
  const processes = await Promise.all([
    kind("plain"),
    kind("tls"),
    kind("ours"),
    startMeasured("servers/raw-http.ts"),
    startMeasured("load-grpc.ts"),
    startMeasured("load-http.ts"),
  ]);
  const [plain, tls, ours, raw, grpcLoad, httpLoad] = processes;
  try {
    const token = await ours.ask<string>({});
    const calls = Math.round(20_000 / divisor);
    const json = { entries: [entryJson(Date.now())] };
    const bodies = [Buffer.from(RecordEntriesRequest.encode({ entries: [entryMessage(Date.now(), randomUUID())] }).finish()).toString("base64")];
    const http = { path: "/", body: JSON.stringify(json), token, connections: 32, requests: calls };
    const wanted = { tlsDir, token, bodies, inFlight: 32, calls };
    return rowsOf(
      await interleaved(rounds, {
        raw: () => drive(raw, httpLoad, http, calls),
        plain: () => drive(plain, grpcLoad, { ...wanted, isPlain: true }, calls),
        tls: () => drive(tls, grpcLoad, wanted, calls),
        ours: () => drive(ours, grpcLoad, wanted, calls),
      }),
    );
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
    rmSync(tlsDir, { recursive: true });
  }
} // prettier-ignore
