import { readFileSync, readSync } from "node:fs";
import { type LocatedFault, type PolicyDocument, readPolicy } from "@kinerja/allowance/policy";
import { text } from "@kinerja/common/catalogue";
import { orTell } from "../command-line.ts";
import { type Language } from "./options.ts";

const standardInput = 0;
const pieceBytes = 65_536;
/** Until a pipe that has nothing yet is looked at again. */
const pauseMilliseconds = 10;

/** Bytes that were read into the piece; undefined while a pipe that does not wait has nothing yet. */
function readPiece(piece: Buffer): number | undefined {
  try {
    return readSync(standardInput, piece);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EAGAIN") return undefined;
    if (code === "EOF") return 0;
    throw error;
  }
}

/** All of standard input, however large and however slowly it comes. */
function readStandardInput(): string {
  const pieces: Buffer[] = [];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const piece = Buffer.alloc(pieceBytes);
    const bytes = readPiece(piece);
    if (bytes === 0) return Buffer.concat(pieces).toString("utf8");
    if (bytes === undefined) Atomics.wait(pause, 0, 0, pauseMilliseconds);
    else pieces.push(piece.subarray(0, bytes));
  }
}

/** A file that can't be read is the caller's to put right: 2. */
export const readText = (file: string): string =>
  orTell(file, () => (file === "-" ? readStandardInput() : readFileSync(file, "utf8")));

/** The words of a fault without its place, which stands before them. */
const withoutPlace = (words: string): string => words.replace(/^(Baris|Line) [^:]*: /, "");

/** "policy.yaml:12:5 POLICY_FLOAT Bilangan pecahan: 0.01 harus …" */
export function faultLine(file: string, fault: LocatedFault, language: Language): string {
  const { code, line, column, params, path } = fault;
  const { title, detail } = text(code, { ...params, line, column }, language);
  const known = title === text("CALL_FAILED", {}, language).title ? undefined : `${title}: ${withoutPlace(detail)}`;
  const told = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
  const at = path.length === 0 ? "" : ` [${path.join(".")}]`;
  return `${file}:${line}:${column} ${code} ${known ?? told.join(" ")}${at}`;
}

export type PolicyFile = { readonly file: string; readonly text: string; readonly document: PolicyDocument };

/** A document without faults, or the lines that tell them. */
export function readPolicyFile(file: string, language: Language): PolicyFile | { readonly faults: readonly string[] } {
  const source = readText(file);
  const { document, faults } = readPolicy(source);
  if (!document) return { faults: faults.map((fault) => faultLine(file, fault, language)) };
  return { file, text: source, document };
}

export const hasFaults = (
  read: PolicyFile | { readonly faults: readonly string[] },
): read is { readonly faults: readonly string[] } => "faults" in read;
