import { type Day, type Nip, nipOddities, parseNip, type Zone } from "@kinerja/common/kernel";
import { type Params, Refusal, type Violation } from "@kinerja/common/errors";

import { isKnownKind, type StaffKind, staffKindOf } from "../staff-kind.ts";
import { standingOf } from "../standing.ts";
import { type Column, type Columns } from "./columns.ts";
import { type Findings } from "./finding.ts";
import { hasControl, isScientific, isZone, readDate, readFlag, zoneOfPlace } from "./text.ts";

/** One line that can be used: one place of one person. */
export type Row = {
  readonly line: number;
  readonly pnsId: string;
  readonly nip: Nip;
  readonly nipIndex: string;
  readonly name: string;
  readonly titleBefore: string;
  readonly titleAfter: string;
  readonly agency: { readonly siasnId: string; readonly name: string };
  /** The unit above: undefined when the file does not say, "" for a root. */
  readonly unit: { readonly siasnId: string; readonly name: string; readonly parent: string | undefined };
  readonly parentName: string;
  readonly position: { readonly siasnId: string; readonly name: string; readonly kind: string };
  readonly positionSince: Day | undefined;
  readonly positionSinceRaw: string;
  readonly positionClass: number;
  readonly zone: Zone | undefined;
  readonly head: boolean | undefined;
  readonly main: boolean;
  /** Blind index of the superior's NIP; undefined when the file does not name one. */
  readonly superiorIndex: string | undefined;
  readonly grade: string;
  readonly staffKind: StaffKind;
  /** False for who is retired, dismissed, on unpaid leave and the like. */
  readonly serves: boolean;
};

export type ReadRowNeeds = {
  readonly columns: Columns;
  readonly indexOf: (nip: Nip) => string;
  /** First day of the changes: an appointment that is still to come then is none. */
  readonly from: Day;
};
type Cell = (column: Column) => string;

const textLimit = 300;
const mandatory: readonly (readonly [Column, string])[] = [
  ["pns_id", "PNS_ID_MISSING"],
  ["nama", "NAME_MISSING"],
  ["unor_id", "UNIT_MISSING"],
  ["instansi_kerja_id", "AGENCY_MISSING"],
];

function checkTexts(cell: Cell, line: number, columns: Columns, findings: Findings): boolean {
  let usable = true;
  const fail = (column: Column, code: string, params?: Record<string, string>): void => {
    usable = false;
    findings.error({ line, column }, code, params);
  };
  for (const [column, code] of mandatory) if (cell(column) === "") fail(column, code);
  for (const column of columns.keys()) {
    const text = cell(column);
    if (text.length > textLimit) fail(column, "TEXT_TOO_LONG", { max: String(textLimit) });
    if (hasControl(text)) fail(column, "TEXT_CONTROL_CHARACTER");
  }
  if (cell("pns_id").length > 42) fail("pns_id", "TEXT_TOO_LONG", { max: "42" });
  return usable;
}

/** Why a text is no NIP. Never says the number itself: findings are read on screens. */
function nipFault(text: string): Pick<Violation, "code" | "params"> | undefined {
  if (text === "") return { code: "NIP_MISSING" };
  if (isScientific(text)) return { code: "NIP_SCIENTIFIC" };
  try {
    // A spreadsheet keeps 15 digits; no serial number is 000.
    return parseNip(text).endsWith("000") ? { code: "NIP_ROUNDED" } : undefined;
  } catch (error) {
    if (error instanceof Refusal && error.violations[0]) return error.violations[0];
    throw error;
  }
}

type Place = { readonly line: number; readonly column: Column };

function readNip(text: string, place: Place, report: Findings["error"]): Nip | undefined {
  const fault = nipFault(text);
  if (fault === undefined) return parseNip(text);
  report(place, fault.code, mapText(fault.params ?? {}));
  return undefined;
}

const mapText = (params: Params): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));

function readBirth(cell: Cell, nip: Nip, line: number, findings: Findings): void {
  const raw = cell("tanggal_lahir");
  for (const code of nipOddities(nip)) findings.warning({ line, column: "nip_baru" }, code);
  if (raw === "") return;
  const birth = readDate(raw);
  if (birth === undefined) findings.warning({ line, column: "tanggal_lahir" }, "DATE_IMPOSSIBLE", { raw });
  else if (birth.replaceAll("-", "") !== nip.slice(0, 8))
    findings.warning({ line, column: "tanggal_lahir" }, "BIRTH_DATE_DIFFERS");
}

function readSince(cell: Cell, line: number, findings: Findings): Day | undefined {
  const raw = cell("tmt_jabatan");
  const since = readDate(raw);
  if (raw !== "" && since === undefined) findings.warning({ line, column: "tmt_jabatan" }, "DATE_IMPOSSIBLE", { raw });
  return since;
}

function readClass(text: string, line: number, findings: Findings): number {
  if (/^(1[0-7]|[1-9])$/.test(text)) return Number(text);
  if (text !== "") findings.warning({ line, column: "kelas_jabatan" }, "CLASS_UNKNOWN", { raw: text });
  return 0;
}

function readZone(cell: Cell, line: number, findings: Findings): Zone | undefined {
  const text = cell("zona").toUpperCase();
  if (isZone(text)) return text;
  if (text !== "") findings.warning({ line, column: "zona" }, "ZONE_UNKNOWN", { raw: text });
  return zoneOfPlace(cell("lokasi_kerja_nama"));
}

function readUnit(cell: Cell, line: number, columns: Columns, findings: Findings): Row["unit"] {
  const siasnId = cell("unor_id");
  if (cell("unor_nama") === "") findings.warning({ line, column: "unor_nama" }, "UNIT_NAME_MISSING");
  const above = columns.has("unor_induk_id") ? "unor_induk_id" : "satuan_kerja_induk_id";
  const given = columns.has(above) ? cell(above) : undefined;
  return { siasnId, name: cell("unor_nama"), parent: given === siasnId ? "" : given };
}

function readStaffKind(cell: Cell, line: number, { from }: ReadRowNeeds, findings: Findings): StaffKind {
  const appointed = readDate(cell("tmt_pns"));
  const { kind, isStale } = staffKindOf({
    kind: cell("jenis_pegawai_nama"),
    status: cell("status_cpns_pns"),
    standing: cell("kedudukan_hukum_nama"),
    isAppointed: appointed !== undefined && appointed <= from,
  });
  if (isStale) findings.warning({ line, column: "status_cpns_pns" }, "STAFF_KIND_STALE");
  for (const column of ["jenis_pegawai_nama", "status_cpns_pns"] as const)
    if (!isKnownKind(cell(column))) findings.warning({ line, column }, "STAFF_KIND_UNKNOWN");
  return kind;
}

function readStanding(cell: Cell, line: number, findings: Findings): boolean {
  const standing = standingOf(cell("kedudukan_hukum_nama"));
  // What the cell says is left out: where a file's columns have slipped it may be a number or a name.
  if (standing === "unknown") findings.warning({ line, column: "kedudukan_hukum_nama" }, "STANDING_UNKNOWN");
  return standing !== "away";
}

function readHead(cell: Cell, columns: Columns): boolean | undefined {
  if (columns.has("kepala_unit")) return readFlag(cell("kepala_unit")) ?? false;
  return /struktural/i.test(cell("jenis_jabatan_nama")) ? undefined : false;
}

/** Reads one line; undefined when it has to be left out. What is odd but usable is found and taken. */
export function readRow(
  cells: readonly string[],
  line: number,
  needs: ReadRowNeeds,
  findings: Findings,
): Row | undefined {
  const { columns, indexOf } = needs;
  const cell: Cell = (column) => cells[columns.get(column) ?? -1]?.trim() ?? "";
  const usable = checkTexts(cell, line, columns, findings);
  const nip = readNip(cell("nip_baru"), { line, column: "nip_baru" }, findings.error);
  if (!usable || nip === undefined) return undefined;
  readBirth(cell, nip, line, findings);
  const superior = cell("atasan_nip");
  const superiorNip = superior === "" ? undefined : readNip(superior, { line, column: "atasan_nip" }, findings.warning);
  if (cell("jabatan_nama") === "") findings.warning({ line, column: "jabatan_nama" }, "POSITION_MISSING");
  return {
    line,
    pnsId: cell("pns_id"),
    nip,
    nipIndex: indexOf(nip),
    name: cell("nama"),
    titleBefore: cell("gelar_depan"),
    titleAfter: cell("gelar_belakang"),
    agency: { siasnId: cell("instansi_kerja_id"), name: cell("instansi_kerja_nama") },
    unit: readUnit(cell, line, columns, findings),
    parentName: cell("satuan_kerja_induk_nama"),
    position: { siasnId: cell("jabatan_id"), name: cell("jabatan_nama"), kind: cell("jenis_jabatan_nama") },
    positionSince: readSince(cell, line, findings),
    positionSinceRaw: cell("tmt_jabatan"),
    positionClass: readClass(cell("kelas_jabatan"), line, findings),
    zone: readZone(cell, line, findings),
    head: readHead(cell, columns),
    main: readFlag(cell("utama")) ?? true,
    superiorIndex: superiorNip && indexOf(superiorNip),
    grade: cell("gol_akhir_nama"),
    staffKind: readStaffKind(cell, line, needs, findings),
    serves: readStanding(cell, line, findings),
  };
}
