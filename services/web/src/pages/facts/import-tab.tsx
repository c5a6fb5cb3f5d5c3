import { useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { lineFaults } from "../people/closing.ts";
import { FileColumns } from "../people/file-columns.tsx";
import { FileField, Sending } from "../people/file-field.tsx";
import { LineFaults } from "../people/line-faults.tsx";
import { useOffice } from "../people/office.ts";
import { Answer } from "../people/parts.tsx";
import { useFileAct } from "../people/use-file-act.ts";
import { actWords, sourceWords } from "./act-words.ts";
import { type Kind, type Preview, useFactCalls } from "./calls.ts";
import { Seen } from "./import-seen.tsx";
import { useKinds } from "./kinds.ts";
import { inLanguage } from "./say.ts";
import { words } from "./words.ts";

/** A file that was looked at, and what an import of it would do. */
export interface Looked {
  readonly kind: Kind;
  readonly fileId: string;
  readonly preview: Preview;
}

/** Many facts of one kind by a file: looked at first, then taken in as proposals. */
export function ImportTab({ onDone }: { onDone: () => void }) {
  const w = useWords(sourceWords);
  const shared = useWords(words);
  const { agency } = useOffice();
  const [kindName, setKindName] = useState("");
  const [looked, setLooked] = useState<Looked | undefined>(undefined);
  const kinds = useKinds();
  const kind = kinds.find((one) => one.kind === kindName) ?? kinds[0];
  if (kind === undefined) return null;
  return (
    <>
      <Answer eye={shared.eye(agency.name)} title={w.importTitle}>
        <p>{w.importText}</p>
      </Answer>
      <section class="card stack">
        <FileForm
          key={kind.kind}
          kind={kind}
          onKind={(name) => {
            setKindName(name);
            setLooked(undefined);
          }}
          onLooked={setLooked}
        />
      </section>
      {looked && <Seen key={looked.preview.sha256} looked={looked} onDone={onDone} />}
    </>
  );
}

interface FileFormProps {
  readonly kind: Kind;
  onKind: (name: string) => void;
  onLooked: (looked: Looked | undefined) => void;
}

function FileForm({ kind, onKind, onLooked }: FileFormProps) {
  const w = useWords(sourceWords);
  const { agency } = useOffice();
  const calls = useFactCalls();
  const act = useFileAct(async (fileId) => {
    onLooked({ kind, fileId, preview: await calls.preview(agency.agencyId, kind.kind, fileId) });
  });
  const { isBusy, problem } = act;
  const check = () => {
    onLooked(undefined);
    void act.send();
  };
  return (
    <ActForm form={act.form} isBusy={isBusy} onSubmit={check}>
      <KindChoice kind={kind} isBusy={isBusy} onKind={onKind} />
      <FileField chosen={act.chosen} isBusy={isBusy} />
      <Columns kind={kind} />
      <Sending stage={act.stage} />
      {problem && <ProblemNote problem={problem} title={w.checkFailed} safe={w.nothingDone} />}
      <LineFaults faults={lineFaults(problem?.errors ?? [])} fileName={w.faultsName} />
      <button class="btn go" disabled={isBusy}>
        <Icon name="search" />
        {w.check}
      </button>
    </ActForm>
  );
}

function KindChoice({ kind, isBusy, onKind }: { kind: Kind; isBusy: boolean; onKind: (name: string) => void }) {
  const a = useWords(actWords);
  const { language } = useApp().settings;
  return (
    <label class="f filter">
      <span>{a.kind}</span>
      <select class="in" value={kind.kind} disabled={isBusy} onChange={(event) => onKind(event.currentTarget.value)}>
        {useKinds().map((one) => (
          <option key={one.kind} value={one.kind}>
            {inLanguage(one.label, language)}
          </option>
        ))}
      </select>
      <span class="hint">{inLanguage(kind.purpose, language)}</span>
    </label>
  );
}

function Columns({ kind }: { kind: Kind }) {
  const w = useWords(sourceWords);
  return (
    <FileColumns
      title={w.columns}
      template={{ text: w.template, fileName: w.templateName(kind.kind), columns: kind.columns }}
    >
      <p>
        <code class="break">{kind.columns.join(", ")}</code>
      </p>
      <p class="muted">{w.columnsText}</p>
    </FileColumns>
  );
}
