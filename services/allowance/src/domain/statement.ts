import { isUuid, noRupiah, rupiah, type Rupiah } from "@kinerja/common/kernel";

import { type Days } from "./days.ts";
import { type FactRefs } from "./facts/month.ts";
import { canonicalJson } from "./hashing.ts";
import { engineVersion, type Policy, type Reckoned } from "./policy/compile.ts";
import { type ComponentOutcome, type Flag, type Outcome, type Severity, type TraceStep } from "./policy/outcome.ts";
import { type SourceName } from "./policy/sources.ts";
import { sha256Of } from "./sha256.ts";
import { type SnapshotRow } from "./snapshot.ts";
import { ByteReader, ByteWriter, monthNumber, readPair, StatementUnreadable } from "./statement-bytes.ts";
import { type Layout } from "./statement-layout.ts";
import { readLines } from "./statement-lines.ts";

/** SHA-256, 32 bytes. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

/** What a person has earned in one employment and month by the rule of that month; no tax. */
export type Entitlement = {
  readonly personId: string;
  readonly employmentId: string;
  readonly status: Outcome["status"];
  readonly gross: Rupiah;
  readonly cut: Rupiah;
  readonly net: Rupiah;
  /** Of the net: what is paid in a later month than the rest. */
  readonly late: Rupiah;
  readonly components: readonly ComponentOutcome[];
  /** The statement in its one spelling: ADR 0042. Its words are in the policy. */
  readonly packed: Uint8Array;
  /** Of the packed bytes. */
  readonly sha256: Uint8Array;
  readonly flags: readonly Flag[];
};

/** First byte of a packed statement. Those before were JSON, which begins with "[". */
const formByte = 3;
const form = "kinerja.statement/3";
/** A run has payouts of one form, too: an engine of another one does not go on with it. */
export const payoutForm = "kinerja.payout/3";
const nameLength = 8;

const programs = ["none", "whole", "any"] as const satisfies readonly Reckoned["program"][];
const severities = ["BLOCK", "WARN", "NOTE"] as const satisfies readonly Severity[];
const blocks = ({ severity }: Flag): boolean => severity === "BLOCK";

/** What a statement is read with; the same text for the same policy, month and engine. */
export function layoutOf({ document, period, layout: { whole, any } }: Policy): string {
  const policy = `${document.id}/${document.version}`;
  const layout: Layout = { form, payout: payoutForm, engine: engineVersion, policy, period, whole: whole ?? null, any };
  return canonicalJson(layout);
}

/** Enough of its hash to know it by. */
const nameOf = (layout: string): Uint8Array => sha256Of(layout).subarray(0, nameLength);

function writeFlag(writer: ByteWriter, { code, severity, params }: Flag): void {
  writer.text(code);
  writer.reserve(8);
  writer.byte(severities.indexOf(severity));
  writer.list(Object.keys(params).sort(), (to, name) => {
    to.text(name);
    to.text(params[name] as string);
  });
}

const [refAsUuid, refAsText] = [0, 1] as const;

function writeRef(writer: ByteWriter, id: string): void {
  writer.reserve(24);
  if (isUuid(id)) {
    writer.byte(refAsUuid);
    writer.uuid(id);
  } else {
    writer.byte(refAsText);
    writer.text(id);
  }
}

const noRefs: FactRefs = {};

function writeRefs(writer: ByteWriter, refs: FactRefs): void {
  const known = (Object.keys(refs) as SourceName[]).filter((name) => (refs[name]?.length ?? 0) > 0).sort();
  writer.list(known, (to, name) => {
    to.text(name);
    to.list([...(refs[name] ?? [])].sort(), writeRef);
  });
}

const heldOut: Reckoned = { program: "none", components: [], flags: [], write: () => undefined };

type Sums = Pick<Entitlement, "gross" | "cut" | "net" | "late">;

function sumsOf(components: readonly ComponentOutcome[]): Sums {
  const [only] = components;
  if (only && components.length === 1) {
    const { gross, cut, net, monthsLate } = only;
    return { gross, cut, net, late: monthsLate > 0 ? net : noRupiah };
  }
  let [gross, cut, net, late] = [0n, 0n, 0n, 0n];
  for (const component of components) {
    gross += component.gross;
    cut += component.cut;
    net += component.net;
    if (component.monthsLate > 0) late += component.net;
  }
  return { gross: rupiah(gross), cut: rupiah(cut), net: rupiah(net), late: rupiah(late) };
}

/** The computation of rows: a pure function of the policy and the snapshot. The same two give the same bytes. Throws RangeError for ids that are no UUID. */
export function statementMaker(policy: Policy, digest: Digest): (row: SnapshotRow) => Entitlement {
  const writer = new ByteWriter();
  const name = nameOf(layoutOf(policy));
  const month = monthNumber(policy.period);
  return ({ personId, employmentId, days, facts, refs = noRefs, flags: frozen }) => {
    const reckoned = frozen.some(blocks) ? heldOut : policy.reckon(facts);
    const { program, components } = reckoned;
    const flags = frozen.length === 0 ? reckoned.flags : [...frozen, ...reckoned.flags];
    writer.begin();
    writer.byte(formByte);
    writer.byte(programs.indexOf(program));
    writer.bytes(name);
    writer.uuid(personId);
    writer.uuid(employmentId);
    writer.count(month);
    writer.count(days);
    reckoned.write(writer);
    writer.list(flags, writeFlag);
    writeRefs(writer, refs);
    const packed = writer.take();
    const status = program === "none" ? "blocked" : "payable";
    // By name: spread into the row they would cost 0.2 µs more.
    const { gross, cut, net, late } = sumsOf(components);
    const sha256 = digest(packed);
    return { personId, employmentId, status, gross, cut, net, late, components, packed, sha256, flags };
  };
}

/** A packed statement, read. */
export type Statement = Sums & {
  readonly personId: string;
  readonly employmentId: string;
  readonly period: string;
  readonly days: Days;
  readonly status: Outcome["status"];
  readonly components: readonly ComponentOutcome[];
  readonly trace: readonly TraceStep[];
  /** Codes, in their order. */
  readonly flags: readonly string[];
  readonly told: readonly Flag[];
  readonly refs: FactRefs;
};

function oneOf<One>(names: readonly One[], index: number, what: string): One {
  const found = names[index];
  if (found === undefined) throw new StatementUnreadable(`${index} is no ${what}`);
  return found;
}

function readFlag(reader: ByteReader): Flag {
  const code = reader.text();
  const severity = oneOf(severities, reader.byte(), "severity");
  const params = reader.list(readPair);
  return { code, severity, params: Object.fromEntries(params) };
}

function readRef(reader: ByteReader): string {
  const kind = oneOf(["uuid", "text"] as const, reader.byte(), "kind of an id");
  return kind === "uuid" ? reader.uuid() : reader.text();
}

function readRefs(reader: ByteReader): FactRefs {
  const refs = reader.list(() => [reader.text(), reader.list(readRef)] as const);
  return Object.fromEntries(refs);
}

const nothing = { trace: [], components: [] } as const;

function readProgram(layout: Layout, program: Reckoned["program"], reader: ByteReader): ReturnType<typeof readLines> {
  if (program === "none") return nothing;
  const found = layout[program];
  if (!found) throw new StatementUnreadable(`its layout has no program "${program}"`);
  return readLines(found, reader);
}

function refuseOther(layout: string, name: Uint8Array, found: Uint8Array): void {
  if (found.every((byte, at) => byte === name[at])) return;
  throw new StatementUnreadable(
    `it was packed by another layout than that of ${(JSON.parse(layout) as Layout).policy}`,
  );
}

/** Reads statements of one layout, without policy and engine. Throws StatementUnreadable for bytes that are not what was packed by it. */
export function statementReader(layout: string): (packed: Uint8Array) => Statement {
  const name = nameOf(layout);
  const read = JSON.parse(layout) as Layout;
  if (read.form !== form) throw new StatementUnreadable(`a layout of the form ${read.form} is not known`);
  return (packed) => {
    if (packed[0] !== formByte) throw new StatementUnreadable(`its form is ${packed[0] ?? "missing"}, not ${formByte}`);
    const reader = new ByteReader(packed);
    reader.byte();
    const program = oneOf(programs, reader.byte(), "program");
    refuseOther(layout, name, reader.bytes(nameLength));
    const [personId, employmentId] = [reader.uuid(), reader.uuid()];
    const [period, days] = [reader.month(), reader.count()];
    const { trace, components } = readProgram(read, program, reader);
    const told = reader.list(readFlag);
    const refs = readRefs(reader);
    reader.end();
    const status = program === "none" ? "blocked" : "payable";
    const flags = told.map(({ code }) => code);
    return {
      personId,
      employmentId,
      period,
      days,
      status,
      ...sumsOf(components),
      components,
      trace,
      flags,
      told,
      refs,
    };
  };
}
