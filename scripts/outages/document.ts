import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { mostMb } from "../load/memory.ts";
import { pictureOf } from "./picture.ts";
import { type OutageReport } from "./run.ts";
import { pagesOf, stepsOf } from "./steps.ts";
import { outages } from "./strike.ts";

const docs = join(import.meta.dirname, "../../docs");

/** As a stop-watch shows it, with its sign. */
export function clockOf(seconds: number): string {
  const all = Math.round(Math.abs(seconds));
  const sign = seconds < -0.5 ? "−" : "+";
  return `${sign}${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function sectionOf(report: OutageReport): string {
  const { name, command, machine, made, acknowledged, compared, missing, invented, peakMb } = report;
  const steps = stepsOf(report).map(({ at, what }) => [clockOf(at), what]);
  const pages = pagesOf(report).map(({ page, answered, refused, slowestMs, backAfterS }) => [
    page,
    String(answered),
    refused === "" ? "none" : refused,
    answered === 0 ? "–" : `${slowestMs} ms`,
    refused === "" ? "" : `${backAfterS.toFixed(0)} s`,
  ]);
  return [
    `By \`${command}\` on ${machine}.`,
    `![Course of the outage: entries a second, time until the acknowledgement, what waits, questions, memory](images/outage-${name}.svg)`,
    table(["time", "what happens"], steps),
    table(["page", "answered meanwhile", "refused meanwhile", "slowest answer", "answered again after the return"], pages),
    `Entries made ${made}, acknowledged ${acknowledged}. Acknowledgements compared with the database ${compared}: **missing ${missing}**, stored and never sent ${invented}. Most memory: ingest ${peakMb.ingest} MB, writer ${peakMb.writer} MB (limit ${mostMb}).`,
  ].join("\n\n");
} // prettier-ignore

const open = (name: string): string => `<!-- outage-${name}: made by npm run outages -- ${name} --draw -->`;
const close = (name: string): string => `<!-- end of outage-${name} -->`;

/** Puts the account of an outage between its two marks. */
export function withSection(text: string, report: OutageReport): string {
  const { name } = report;
  const [start, end] = [text.indexOf(open(name)), text.indexOf(close(name))];
  if (start < 0 || end < start) throw new Error(`docs/outages.md has no place for ${outages[name]}`);
  return `${text.slice(0, start)}${open(name)}\n\n${sectionOf(report)}\n\n${text.slice(end)}`;
}

/** Writes the picture, and the account into docs/outages.md. */
export async function writeDocument(report: OutageReport): Promise<void> {
  mkdirSync(join(docs, "images"), { recursive: true });
  writeFileSync(join(docs, `images/outage-${report.name}.svg`), pictureOf(report));
  const file = join(docs, "outages.md");
  const text = withSection(readFileSync(file, "utf8"), report);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
