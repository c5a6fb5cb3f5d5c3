import { isUuid, noRupiah, rupiah, type Rupiah, sumRupiah } from "@kinerja/common/kernel";

import { accounts } from "../ledger.ts";
import { type PayoutContent } from "../payout-document.ts";
import { type Pair, type PayoutLine } from "../payout/lines.ts";
import { type Cite } from "../policy/document.ts";

/** What a line of a payment is: earned by this run, still due from before, or one of the ways in which it becomes less. */
type Role = "earned" | "due" | "contribution" | "tax" | "recovery" | "other";

export type PaymentLine = {
  readonly id: string;
  readonly role: Role;
  /** Of what is earned the component, as the policy names it; else empty. */
  readonly component: string;
  readonly label: string;
  /** The article, in words. */
  readonly cite: string;
  readonly base: Rupiah;
  readonly rate: string;
  /** A deduction is negative. */
  readonly amount: Rupiah;
  readonly inputs: PayoutLine["inputs"];
};

/** A payout as files show it: its lines add up to what is transferred; pairs are paid beside. */
export type Payment = {
  readonly lines: readonly PaymentLine[];
  readonly pairs: readonly PaymentLine[];
  /** Of the document, hexadecimal. */
  readonly sha256: string;
};

/** What a statement's component adds to this payment. */
export type EarnedPart = {
  readonly employmentId: string;
  readonly component: string;
  readonly label: string;
  readonly net: Rupiah;
};

type Words = { readonly title: string; readonly citeText: (cite: Cite) => string; readonly payoutCite: Cite };

const employer = ".pemberi_kerja";
const isOfEmployer = ({ credit }: Pick<Pair, "credit">): boolean => credit === accounts.employer;

/** What sets the contributions of another month right has the id of its item, and no pair where the share is the person's alone. */
const isItem = (id: string): boolean => isUuid(id);
/** All of them go into one column, whichever contribution they are of. */
const setRight = "iuran_disesuaikan";

function roleOf(id: string, contributions: ReadonlySet<string>): Role {
  if (id.startsWith("recovery.")) return "recovery";
  if (id === "carried") return "other";
  return contributions.has(id) || isItem(id) ? "contribution" : "tax";
}

const plain = { component: "", base: noRupiah, rate: "", inputs: [] } as const;

function earnedLines(
  { statements }: PayoutContent,
  parts: readonly EarnedPart[],
  { title, citeText, payoutCite }: Words,
): PaymentLine[] {
  const cite = citeText(payoutCite);
  return statements.flatMap(({ employmentId, net }): PaymentLine[] => {
    const own = parts.filter((part) => part.employmentId === employmentId && part.net !== 0n);
    const isWhole = own.length > 0 && own.reduce((sum, part) => sum + part.net, 0n) === net;
    const shown = isWhole ? own : [{ component: "", label: title, net }];
    return shown.map(({ component, label, net: amount }) => ({
      ...{ ...plain, id: `${employmentId}.${component}`, role: "earned", component, label, cite, amount },
    }));
  });
}

/** A stored payout in the words of its policy; `parts` says what its statements are made of, where that is known. */
export function paymentOf(content: PayoutContent, sha256: string, parts: readonly EarnedPart[], words: Words): Payment {
  const { citeText, payoutCite } = words;
  const contributions = new Set(
    content.pairs.filter(isOfEmployer).map(({ id }) => (id.endsWith(employer) ? id.slice(0, -employer.length) : id)),
  );
  const shown = (line: PayoutLine, role: Role, id = line.id): PaymentLine => ({
    ...{ id, role, component: "", label: line.label, cite: citeText(line.cite) },
    ...{ base: line.base, rate: line.rate, amount: line.amount, inputs: line.inputs },
  });
  const dues = content.dues.map(({ id, label, period, amount }): PaymentLine => ({
    ...{ ...plain, id: `due.${id}`, role: "due", label: `${label} ${period}`, cite: citeText(payoutCite), amount },
  }));
  return {
    lines: [
      ...earnedLines(content, parts, words),
      ...dues,
      ...content.lines.map((line) => shown(line, roleOf(line.id, contributions), isItem(line.id) ? setRight : line.id)),
    ],
    pairs: content.pairs.map((pair) =>
      shown(pair, isOfEmployer(pair) ? "contribution" : "tax", isItem(pair.id) ? setRight + employer : pair.id),
    ),
    sha256,
  };
}

/** What the person pays (less than 0: gets back), and what the State or the region pays beside. */
export function taxesOf({ lines, pairs }: Payment): { readonly tax: Rupiah; readonly taxBorne: Rupiah } {
  const sum = (of: readonly PaymentLine[]): Rupiah =>
    sumRupiah(of.filter(({ role }) => role === "tax").map(({ amount }) => amount));
  return { tax: rupiah(0n - sum(lines)), taxBorne: sum(pairs) };
}
