import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useNames } from "../../state/use-names.ts";
import { useOffice } from "../people/office.ts";
import { words as people } from "../people/words.ts";
import { actWords, sourceWords } from "./act-words.ts";
import { type Counts, type Preview, useFactCalls } from "./calls.ts";
import { useSaying, useWhom } from "./fact-item.tsx";
import { type Looked } from "./import-tab.tsx";
import { Reason } from "./propose-sheet.tsx";

const outcomes = ["added", "superseded", "unchanged", "overruled"] as const satisfies readonly (keyof Counts)[];
const mostLines = 200;

/** What an import would do, and the import itself. */
export function Seen({ looked, onDone }: { looked: Looked; onDone: () => void }) {
  const w = useWords(sourceWords);
  const { f } = useApp();
  const { counts, known } = looked.preview;
  const changes = counts.added + counts.superseded;
  return (
    <section class="card stack" aria-labelledby="h-seen">
      <h2 id="h-seen">{w.seen}</h2>
      <dl class="kpis">
        {outcomes.map((outcome) => (
          <div key={outcome}>
            <dt>{w.counts[outcome]}</dt>
            <dd>{f.number(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      {(known || changes === 0) && (
        <Note tone="info" icon="info">
          <p role="status">{known ? w.known : w.nothingNew}</p>
        </Note>
      )}
      <Lines looked={looked} />
      {!known && changes > 0 && <Apply looked={looked} onDone={onDone} />}
    </section>
  );
}

function Lines({ looked: { kind, preview } }: { looked: Looked }) {
  const w = useWords(sourceWords);
  const p = useWords(people);
  const { f } = useApp();
  const { units } = useOffice();
  const say = useSaying();
  const whom = useWhom(units);
  const names = useNames(preview.lines.map(({ personId }) => personId));
  if (preview.lines.length === 0) return null;
  const nameOf = (line: Preview["lines"][number]): string =>
    line.personId === "" ? whom({ ...line, person: undefined }) : names.of(line.personId, p.someone);
  return (
    <details class="fold" open={preview.lines.length <= 10}>
      <summary>
        {w.changes}
        <Icon name="right" chevron />
      </summary>
      <ul class="list plain">
        {preview.lines.map((line) => (
          <li key={line.line} class="item">
            <div>
              <p class="t">{nameOf(line)}</p>
              <p class="m num">
                {w.line} {f.number(line.line)} · {w.outcomes[line.outcome]} · {say({ ...line, kind: kind.kind })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {preview.lines.length >= mostLines && <p class="xs muted">{w.more}</p>}
    </details>
  );
}

function Apply({ looked: { kind, fileId, preview }, onDone }: { looked: Looked; onDone: () => void }) {
  const w = useWords(sourceWords);
  const a = useWords(actWords);
  const { agency } = useOffice();
  const calls = useFactCalls();
  const act = useAct();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isShort = Array.from(reason.trim()).length < 3;
  const { counts, sha256 } = preview;
  const apply = () => {
    setTried(true);
    if (isShort) focusFirstError(form.current);
    else
      void act.run(
        () => calls.apply(agency.agencyId, { kind: kind.kind, fileId, sha256 }, reason.trim()),
        w.applied(counts.added + counts.superseded),
        onDone,
      );
  };
  return (
    <ActForm form={form} isBusy={act.isBusy} onSubmit={apply}>
      <Reason value={reason} error={isTried && isShort ? a.faults.reason : undefined} onChange={setReason} />
      {act.problem && <ProblemNote problem={act.problem} title={w.applyFailed} safe={w.nothingDone} />}
      <button class="btn go" aria-busy={act.isBusy}>
        <Icon name="upload" />
        {w.apply}
      </button>
    </ActForm>
  );
}
