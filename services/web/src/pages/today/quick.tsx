import { type Entry } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { minutesOfEntry } from "../../entries/rows.ts";
import { useApp } from "../../state/context.ts";
import { periodOf } from "../../time/dates.ts";

interface LastUsedProps {
  readonly entries: readonly Entry[];
  onPick: (entry: Entry) => void;
}

export function LastUsed({ entries, onPick }: LastUsedProps) {
  const { t, f } = useApp();
  if (entries.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-last">
      <header>
        <h2 id="h-last">{t.today.lastUsed}</h2>
      </header>
      <ul class="list">
        {entries.map((entry) => (
          <li key={entry.id} class="item">
            <div>
              <p class="t clip">{entry.description}</p>
              <p class="m num">
                {f.tinyDay(entry.workDate)} · {f.duration(minutesOfEntry(entry))}
              </p>
            </div>
            <button
              type="button"
              class="btn soft"
              aria-label={t.today.recordThis(entry.description)}
              onClick={() => onPick(entry)}
            >
              <Icon name="plus" />
              {t.today.record}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Items of the action plan, one tap away. There are none before planning has set one. */
export function PlanCard({ date }: { date: string }) {
  const { t, f } = useApp();
  return (
    <section class="card stack tight" aria-labelledby="h-plan">
      <h2 id="h-plan">{t.today.plan(f.month(periodOf(date)))}</h2>
      <p class="sm muted">
        <b>{t.today.planEmpty}.</b> {t.today.planEmptyText}
      </p>
    </section>
  );
}
