import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useNames } from "../../state/use-names.ts";
import { createActs, type Impact, type ImpactRow, type Policy } from "./calls.ts";
import { governanceWords } from "./governance-words.ts";

interface ImpactCardProps {
  readonly agencyId: string;
  readonly policy: Policy;
  readonly known: Impact | undefined;
  /** May ask for the report. */
  readonly canReport: boolean;
}

/** The last posted month by this policy, beside what was paid then. */
export function ImpactCard({ agencyId, policy, known, canReport }: ImpactCardProps) {
  const w = useWords(governanceWords).impact;
  const { platform } = useApp();
  const act = useAct();
  const [found, setFound] = useState<{ readonly impact: Impact; readonly rows: readonly ImpactRow[] } | undefined>();
  const impact = found?.impact ?? known;
  const report = () => {
    const work = async () => setFound(await createActs(platform).reportImpact(agencyId, policy));
    void act.run(work, w.done, () => undefined);
  };
  if (!canReport && impact === undefined) return null;
  return (
    <section class="card stack" aria-labelledby="h-impact">
      <h2 id="h-impact">{w.title}</h2>
      {impact ? <ImpactSums impact={impact} /> : <p class="sm muted">{w.none}</p>}
      {found && found.rows.length > 0 && <ImpactRows rows={found.rows} />}
      {act.problem && <ProblemNote problem={act.problem} />}
      {canReport && (
        <button type="button" class="btn" aria-busy={act.isBusy} disabled={act.isBusy} onClick={report}>
          {w.report}
        </button>
      )}
    </section>
  );
}

/** What changes in the month that was compared. */
export function ImpactSums({ impact }: { readonly impact: Impact }) {
  const w = useWords(governanceWords).impact;
  const { f } = useApp();
  const blocked = impact.blocked.map(({ code, rows }) => `${code} ${String(rows)}`).join(", ");
  const rows = [
    [w.period, f.month(impact.period)],
    [w.changed, w.ofPeople(impact.peopleChanged, impact.people)],
    [w.before, f.rupiah(impact.netBeforeRupiah)],
    [w.after, f.rupiah(impact.netAfterRupiah)],
    [w.increase, f.rupiah(impact.largestIncreaseRupiah)],
    [w.decrease, f.rupiah(impact.largestDecreaseRupiah)],
    ...(blocked === "" ? [] : [[w.blocked, blocked] as const]),
  ] as const;
  return (
    <>
      <dl class="kv sm">
        {rows.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!impact.complete && <p class="sm">{w.partly(impact.peopleCompared, impact.people)}</p>}
    </>
  );
}

/** Whose amount changes most. */
export function ImpactRows({ rows }: { readonly rows: readonly ImpactRow[] }) {
  const w = useWords(governanceWords).impact;
  const { f } = useApp();
  const names = useNames(rows.map(({ personId }) => personId));
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {w.rows}
      </summary>
      <dl class="kv sm">
        {rows.map(({ personId, netBeforeRupiah, netAfterRupiah }) => (
          <div key={personId}>
            <dt>{names.of(personId, w.unknown)}</dt>
            <dd>
              {f.rupiah(netBeforeRupiah)} → {f.rupiah(netAfterRupiah)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
