import { Tabs } from "../../components/tabs.tsx";
import { runKindWords } from "../../i18n/run-kinds.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Statement, type Summary } from "./types.ts";
import { words } from "./words.ts";

/** Where an own statement is read. */
export const ownAddress = ({ period, agencyId, runId }: Pick<Summary, "period" | "agencyId" | "runId">): string =>
  `/tunjangan?${new URLSearchParams({ periode: period, instansi: agencyId, proses: runId }).toString()}`;

interface OfMonthProps {
  readonly statement: Statement;
  /** All own ones. */
  readonly statements: readonly Summary[];
}

/** What else was paid for the month, as a THR or arrears; nothing where it is all. */
export function OfMonth({ statement: { period, runId }, statements }: OfMonthProps) {
  const w = useWords(words);
  const kinds = useWords(runKindWords);
  const { f } = useApp();
  const ofMonth = statements.filter((one) => one.period === period);
  if (ofMonth.length < 2) return null;
  const tabs = ofMonth
    .toSorted((a, b) => Number(b.runKind === "REGULAR") - Number(a.runKind === "REGULAR"))
    .map((one) => ({
      ...{ href: ownAddress(one), isCurrent: one.runId === runId },
      text: `${kinds[one.runKind] ?? one.runKind} · ${f.rupiah(one.payoutRupiah)}`,
    }));
  return <Tabs label={w.ofMonth(f.monthYear(period))} tabs={tabs} />;
}
