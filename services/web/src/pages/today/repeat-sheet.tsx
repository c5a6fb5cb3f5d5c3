import { useState } from "preact/hooks";
import { type Entry } from "../../api/types.ts";
import { Sheet } from "../../components/sheet.tsx";
import { repeated } from "../../entries/draft.ts";
import { minutesOfEntry } from "../../entries/rows.ts";
import { useApp } from "../../state/context.ts";
import { StoreFailed } from "./record-sheet.tsx";
import { useEntryWriter } from "./use-entries.ts";

interface RepeatSheetProps {
  readonly entries: readonly Entry[];
  readonly date: string;
  onClose: () => void;
}

/** The last working day once more: one looks, unticks what was not done, and saves the rest. */
export function RepeatSheet({ entries, date, onClose }: RepeatSheetProps) {
  const { t, f, notify } = useApp();
  const writer = useEntryWriter();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isFailed, setFailed] = useState(false);
  const chosen = entries.filter(({ id }) => !left.has(id));
  const day = entries[0]?.workDate ?? date;

  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const submit = async () => {
    try {
      await writer.save(chosen.map((entry) => repeated(entry, entry.employmentId, date)));
      notify({ text: t.today.savedMany(chosen.length) });
      onClose();
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet title={t.repeat.title(f.day(day))} eye={f.fullDay(date)} onClose={onClose}>
      <p class="sm">{t.repeat.text}</p>
      <ul class="list choices">
        {entries.map((entry) => (
          <li key={entry.id}>
            <label class="opt">
              <input type="checkbox" checked={!left.has(entry.id)} onChange={() => toggle(entry.id)} />
              <span>
                <b>{entry.description}</b>
                <br />
                <span class="muted num">
                  {entry.startsAt && entry.endsAt ? `${f.span(entry.startsAt, entry.endsAt)} · ` : ""}
                  {f.duration(minutesOfEntry(entry))}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {isFailed && <StoreFailed />}
      <button type="button" class="btn go wide" disabled={chosen.length === 0} onClick={() => void submit()}>
        {t.repeat.submit(chosen.length)}
      </button>
    </Sheet>
  );
}
