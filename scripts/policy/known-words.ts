import { interestingIn } from "@kinerja/allowance/agreement";
import { type PolicyDocument } from "@kinerja/allowance/policy";

/** Statuses of a day that the attendance import knows, whether a policy looks at them or not. */
export const importedStatuses = [
  ...["HADIR", "TERLAMBAT", "PULANG_CEPAT", "ALPA", "CUTI_TAHUNAN", "CUTI_SAKIT", "CUTI_BESAR", "CUTI_MELAHIRKAN"],
  ...["CUTI_ALASAN_PENTING", "CLTN", "DINAS_LUAR", "GANGGUAN", "LIBUR", "IZIN", "DIKLAT", "TUGAS_BELAJAR"],
] as const;

/** Words that a document knows, by the id of the input. */
export type KnownWords = {
  /** Statuses of days that a rule names. */
  readonly ruledStatuses: ReadonlySet<string>;
  readonly statuses: ReadonlySet<string>;
  /** Empty where no rule restricts kinds: then any will do. */
  readonly kinds: (id: string) => readonly string[];
  /** Whether a rule looks at the class of a span. */
  readonly hasClass: (id: string) => boolean;
  readonly levels: (id: string) => readonly string[];
  /** Keys that a table or a condition names. */
  readonly keys: (id: string) => readonly string[];
};

type Word = "kind" | "level" | "status";

/** What the worked examples name: a kind that changes nothing is named there on purpose. */
function wordsOfExamples({ tests }: PolicyDocument, word: Word, of?: string): string[] {
  const given = tests.flatMap((test) => Object.entries(test.given)).filter(([id]) => of === undefined || id === of);
  const elements = given.flatMap(([, value]) => (Array.isArray(value) ? (value as readonly unknown[]) : []));
  return elements.flatMap((element) => {
    const told =
      typeof element === "object" && element !== null ? (element as Partial<Record<Word, unknown>>)[word] : 0;
    return typeof told === "string" ? [told] : [];
  });
}

/** Statuses that a rule names. */
function statusesOf({ facts = [] }: PolicyDocument): ReadonlySet<string> {
  const named = facts.flatMap((rule): readonly string[] => {
    if (rule.rule === "credit") return Object.keys(rule.minutes);
    if (rule.rule !== "aggregate") return [];
    return [...(rule.where?.status_in ?? []), ...(rule.where?.status_not_in ?? [])];
  });
  return new Set(named);
}

const once = (words: Iterable<string>): readonly string[] => [...new Set(words)];

export function knownWords(document: PolicyDocument): KnownWords {
  const { kinds, histories, levels, keys, classes } = interestingIn(document);
  const statuses = statusesOf(document);
  const named = (ruled: ReadonlyMap<string, ReadonlySet<string>>, word: Word) => (id: string) => {
    const words = ruled.get(id) ?? new Set();
    // The kind of a class history is a class; a table says whether it knows it.
    if (words.size === 0 || histories.has(id)) return [];
    return once([...words, ...wordsOfExamples(document, word, id)]);
  };
  return {
    ruledStatuses: statuses,
    hasClass: (id) => classes.has(id),
    statuses: new Set([...statuses, ...wordsOfExamples(document, "status"), ...importedStatuses]),
    kinds: named(kinds, "kind"),
    levels: named(levels, "level"),
    keys: (id) => once(keys.get(id) ?? []),
  };
}

/** Whoever begins a word with it knows that the policy does not regulate it. */
export const isMeant = (word: string): boolean => /^lain/i.test(word);
