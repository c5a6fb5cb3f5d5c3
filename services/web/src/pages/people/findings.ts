import { type Finding } from "./types.ts";

type Severity = Finding["severity"];

export interface FindingKind {
  readonly code: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  /** Different lines among them. */
  readonly lines: number;
}

const rank: Record<Severity, number> = { ERROR: 0, WARNING: 1, INFO: 2, UNSPECIFIED: 3 };

/** One kind of finding at a time, what leaves lines out first, then the most frequent. */
export function kindsOf(findings: readonly Finding[]): FindingKind[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code}`;
    const known = kinds.get(key);
    if (known) known.push(finding);
    else kinds.set(key, [finding]);
  }
  return [...kinds.values()]
    .map((members) => ({
      code: members[0]?.code ?? "",
      severity: members[0]?.severity ?? "UNSPECIFIED",
      findings: members,
      lines: new Set(members.map(({ line }) => line)).size,
    }))
    .sort((one, other) => rank[one.severity] - rank[other.severity] || other.lines - one.lines);
}
