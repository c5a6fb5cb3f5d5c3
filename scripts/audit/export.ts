import { createRequire } from "node:module";
import type * as Chain from "../../services/common/src/audit/chain.ts";

// Loaded so, since that file stands in a CommonJS package and nothing is compiled in an auditor's checkout.
const require = createRequire(import.meta.url);
const { auditColumns, verifyChain } = require("../../services/common/src/audit/chain.ts") as typeof Chain;

const linkNames = ["position", "prev_hash", "entry_hash"];
const rowNames = ["id", "at", "actor", "role", "action", "resource", "object_id", "agency_id", "request_id", "detail"];

/** Writes one service's audit out for an auditor: each link beside its row, and at the end rows without a link. */
export const auditExport = `copy (select c.position, encode(c.prev_hash, 'hex') as prev_hash, encode(c.entry_hash, 'hex') as entry_hash, r.*
  from audit_chain c full join (select ${auditColumns} from audit a) as r (${rowNames.join(", ")}) on r.id = c.audit_id::text
  order by c.position, r.id) to stdout with (format csv, header)`;

type Line = readonly (string | null)[];

const quoted = (text: string): string => text.slice(1, -1).replaceAll('""', '"');

/** Cells of a CSV file as PostgreSQL writes it: nothing at all is null, an empty text has quotes. */
export function readCsv(text: string): Line[] {
  const lines: Line[] = [];
  let line: (string | null)[] = [];
  for (const [, cell = "", end = ""] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    if (cell === "" && end === "" && line.length === 0) break;
    line.push(cell.startsWith('"') ? quoted(cell) : cell === "" ? null : cell);
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

/** A row that no link holds although later ones are sealed has fallen out of the chain, or was put beside it. */
export type ExportFault = Chain.AuditFault | { readonly rowId: string; readonly fault: "ROW_UNSEALED" };

export type ExportReport = {
  readonly links: number;
  /** Hash of the last link; whoever noted it earlier can see that the chain still goes through it. */
  readonly head: string;
  readonly heads: ReadonlySet<string>;
  /** Rows of the last seconds, which the sealer had yet to reach. */
  readonly waiting: number;
  readonly faults: readonly ExportFault[];
};

const sealLagMs = 10_000;
/** The time within a UUIDv7. */
const timeOf = (id: string): number => parseInt(id.replaceAll("-", "").slice(0, 12), 16);
const bytes = (hex: string | null): Buffer => Buffer.from(hex ?? "", "hex");

function linkOf([position, prev, entry, ...row]: Line): Chain.ChainLink {
  const text: Chain.AuditText | null = row[0] === null ? null : row;
  return { position: BigInt(position ?? 0), prevHash: bytes(prev ?? null), entryHash: bytes(entry ?? null), row: text };
}

/** Verifies the export of one service's audit, with nothing but the file. */
export function verifyExport(csv: string): ExportReport {
  const [names, ...lines] = readCsv(csv);
  if (names?.join() !== [...linkNames, ...rowNames].join() || lines.some(({ length }) => length !== names.length))
    throw new Error("this is not an export of an audit");
  const links = lines.filter(([position]) => position !== null).map(linkOf);
  links.sort((one, other) => (one.position < other.position ? -1 : 1));
  const unlinked = lines.flatMap(([position, , , id]) => (position === null ? [id ?? ""] : []));
  const newest = Math.max(...lines.map(([, , , id]) => (id == null ? 0 : timeOf(id))));
  const lost = unlinked.filter((id) => timeOf(id) < newest - sealLagMs);
  const heads = new Set(links.map(({ entryHash }) => Buffer.from(entryHash).toString("hex")));
  return {
    links: links.length,
    head: [...heads].at(-1) ?? "",
    heads,
    waiting: unlinked.length - lost.length,
    faults: [...verifyChain(links), ...lost.map((rowId) => ({ rowId, fault: "ROW_UNSEALED" as const }))],
  };
}
