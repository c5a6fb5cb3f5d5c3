import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { navigate } from "../../router.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { FileField, Sending } from "./file-field.tsx";
import { importWords } from "./import-words.ts";
import { pageHref } from "./office.ts";
import { useFileAct } from "./use-file-act.ts";

/** Chooses a file, sends it and asks for the dry run. */
export function ImportStart({ today }: { today: string }) {
  const w = useWords(importWords);
  const calls = usePeopleCalls();
  const [from, setFrom] = useState(today);
  const act = useFileAct(async (fileId) => {
    const { importId, agencyIds } = await calls.startImport(fileId, from);
    navigate(pageHref({ instansi: agencyIds[0], bagian: "impor", impor: importId }));
  });
  const { isBusy, problem } = act;
  return (
    <section class="card stack" aria-labelledby="h-new-file">
      <h2 id="h-new-file">{w.startTitle}</h2>
      <ActForm form={act.form} isBusy={isBusy} onSubmit={() => act.send(from === "")}>
        <div class="two">
          <FileField chosen={act.chosen} isBusy={isBusy} />
          <Field
            label={w.effective}
            hint={w.effectiveHint}
            error={from === "" ? w.effectiveMissing : fieldError(problem, "/effectiveDate")}
          >
            <input
              class="in"
              type="date"
              value={from}
              disabled={isBusy}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </Field>
        </div>
        <Sending stage={act.stage} />
        {problem && <ProblemNote problem={problem} title={w.startFailed} safe={problem.isPassing ? w.startSafe : ""} />}
        <button class="btn go" disabled={isBusy}>
          <Icon name="upload" />
          {w.start}
        </button>
      </ActForm>
      <Columns />
    </section>
  );
}

const fieldError = (problem: Problem | undefined, pointer: string): string | undefined =>
  problem?.errors.find((error) => error.pointer === pointer)?.detail;

function Columns() {
  const w = useWords(importWords);
  return (
    <details class="fold">
      <summary>
        {w.columns}
        <Icon name="right" chevron />
      </summary>
      <div class="stack tight sm">
        <p>
          <code class="break">{w.columnsText}</code>
        </p>
        <p>{w.columnsNip}</p>
      </div>
    </details>
  );
}
