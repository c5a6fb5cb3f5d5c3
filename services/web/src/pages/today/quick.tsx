import { useState } from "preact/hooks";
import { type Entry, type PlanItem } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { loggedByItem } from "../../entries/by-item.ts";
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
              <p class="t">{entry.description}</p>
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

/** Items that are shown at once; the others unfold. */
const shownItems = 4;

/** Items of the action plan, one tap away. */
export function PlanCard({ date, items, rows, onPick }: PlanCardProps) {
  const { t, f } = useApp();
  const [isWhole, setWhole] = useState(false);
  const logged = loggedByItem(rows, periodOf(date));
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
        {(isWhole ? items : items.slice(0, shownItems)).map((item) => (
          <li key={item.itemId} class="item">
            <div>
              <p class="t">{item.text}</p>
              <p class="m num">
                {t.today.planDone(logged.get(item.itemId ?? "")?.quantity ?? 0, item.target, item.unit)}
              </p>
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
      {items.length > shownItems && (
        <div class="plan-more">
          <button type="button" class="btn link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t.today.planLess : t.today.planMore(items.length - shownItems)}
          </button>
        </div>
      )}
    </section>
  );
}
