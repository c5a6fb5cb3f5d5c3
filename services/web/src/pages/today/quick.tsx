import { type Entry, type PlanItem } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { minutesOfEntry, type Row } from "../../entries/rows.ts";
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

interface PlanCardProps {
  readonly date: string;
  readonly items: readonly PlanItem[];
  readonly rows: readonly Row[];
  onPick: (item: PlanItem) => void;
}

/** What was recorded for an item in the month of the day, in the item's unit. */
function doneOf(item: PlanItem, rows: readonly Row[], date: string): number {
  return rows
    .map(({ entry }) => entry)
    .filter((entry) => entry.planItemId === item.itemId && periodOf(entry.workDate) === periodOf(date))
    .reduce((sum, { quantity = 0, cancelled = false }) => sum + (cancelled ? 0 : quantity), 0);
}

/** Items of the action plan, one tap away. */
export function PlanCard({ date, items, rows, onPick }: PlanCardProps) {
  const { t, f } = useApp();
  const title = t.today.plan(f.month(periodOf(date)));
  if (items.length === 0) {
    return (
      <section class="card stack tight" aria-labelledby="h-plan">
        <h2 id="h-plan">{title}</h2>
        <p class="sm muted">
          <b>{t.today.planEmpty}.</b> {t.today.planEmptyText}
        </p>
      </section>
    );
  }
  return (
    <section class="card flush" aria-labelledby="h-plan">
      <header>
        <h2 id="h-plan">{title}</h2>
      </header>
      <ul class="list">
        {items.map((item) => (
          <li key={item.itemId} class="item">
            <div>
              <p class="t clip">{item.text}</p>
              <p class="m num">{t.today.planDone(doneOf(item, rows, date), item.target, item.unit)}</p>
            </div>
            <button
              type="button"
              class="btn soft"
              aria-label={t.today.recordThis(item.text)}
              onClick={() => onPick(item)}
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
