import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** All metrics of this process. Names are fixed here and in the modules that count; labels never carry a person. */
export const metrics = new Registry();

let collecting = false;
/** Process metrics (CPU, memory, event loop); once. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: metrics });
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A counter of this process; a name belongs to one module. */
export const counter = (name: string, help: string, labelNames: readonly string[] = []): Counter =>
  new Counter({ name, help, labelNames: [...labelNames], registers: [metrics] });

export const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
  new Gauge({ name, help, labelNames: [...labelNames], registers: [metrics] });

/** A distribution of seconds. */
export const histogram = (name: string, help: string, labelNames: readonly string[] = []): Histogram =>
  new Histogram({ name, help, labelNames: [...labelNames], buckets: seconds, registers: [metrics] });
