import { useState } from "preact/hooks";
import { type Entry } from "../../api/types.ts";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { minutesOfEntry, type Row } from "../../entries/rows.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { timeIn } from "../../time/zone.ts";
import { StoreFailed } from "./record-sheet.tsx";
import { useEntryWriter } from "./use-entries.ts";

interface ConflictSheetProps {
  readonly row: Row;
  onClose: () => void;
}

/** Two devices changed one entry: its author says which one is right, and that becomes the next version. */
export function ConflictSheet({ row, onClose }: ConflictSheetProps) {
  const { t, platform, notify } = useApp();
  const writer = useEntryWriter();
  const [chosen, setChosen] = useState(0);
  const [isFailed, setFailed] = useState(false);
  const { entry } = row;
  const { value, problem, reload } = useLoad(() => platform.api.history(entry.id), [entry.id]);
  const versions = [entry, ...(value?.conflicts ?? [])];

  const use = async () => {
    const version = versions[chosen];
    if (version === undefined) return;
    try {
      await writer.supersede(version, row.stored?.entry.version ?? entry.version);
      notify({ text: t.today.saved });
      onClose();
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet title={t.conflict.title} eye={entry.description} onClose={onClose}>
      {problem && <ProblemNote problem={problem} onRetry={reload} />}
      {value === undefined && !problem && <Skeleton lines={2} tall />}
      {value !== undefined && (
        <>
          <fieldset class="stack tight">
            <legend>{t.conflict.legend}</legend>
            {versions.map((version, place) => (
              <Version
                key={place}
                version={version}
                label={place === 0 ? t.conflict.counted : t.conflict.other}
                isChosen={place === chosen}
                onChoose={() => setChosen(place)}
              />
            ))}
          </fieldset>
          {isFailed && <StoreFailed />}
          <button type="button" class="btn go wide" onClick={() => void use()}>
            {t.conflict.use}
          </button>
          <p class="xs muted">{t.conflict.keep}</p>
        </>
      )}
    </Sheet>
  );
}

interface VersionProps {
  readonly version: Entry;
  readonly label: string;
  readonly isChosen: boolean;
  onChoose: () => void;
}

function Version({ version, label, isChosen, onChoose }: VersionProps) {
  const { t, f } = useApp();
  const { employments } = useMe();
  const zone = employments[0]?.zone ?? "WIB";
  const written = Date.parse(version.deviceTime ?? "");
  const facts = [
    f.tinyDay(version.workDate),
    version.startsAt && version.endsAt ? f.span(version.startsAt, version.endsAt) : f.duration(minutesOfEntry(version)),
    version.quantity === undefined ? "" : `${f.number(version.quantity)} ${version.quantityUnit ?? ""}`.trim(),
    version.cancelled === true ? t.states.cancelled : "",
  ].filter((fact) => fact !== "");
  return (
    <label class="opt card">
      <input type="radio" name="version" checked={isChosen} onChange={onChoose} />
      <span>
        <b>{label}</b>
        {!Number.isNaN(written) && `, ${t.conflict.writtenAt(f.time(timeIn(zone, written)))}`}
        <br />
        {version.description}
        <br />
        <span class="muted num">{facts.join(" · ")}</span>
      </span>
    </label>
  );
}
