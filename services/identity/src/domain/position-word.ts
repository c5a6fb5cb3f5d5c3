/**
 * The kind of a position as policies name it. SIASN writes "Jabatan Struktural", "Jabatan Fungsional Tertentu" and "Jabatan Fungsional Umum", the
 * older name of a pelaksana; other sources write "STRUKTURAL", "FUNGSIONAL", "PELAKSANA". What is none of these stays as it is, in small letters.
 */
export function positionWord(kind: string): string {
  const text = kind.toLowerCase();
  if (/pelaksana|fungsional\s+umum|\bjfu\b/.test(text)) return "pelaksana";
  if (/fungsional|\bjft?\b/.test(text)) return "fungsional";
  if (/struktural|pimpinan tinggi|administrator|pengawas/.test(text)) return "struktural";
  return text.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
}
