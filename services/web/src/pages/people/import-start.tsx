import { useRef, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { navigate } from "../../router.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { asProblem, FileField, Sending, type Stage, useChosenFile } from "./file-field.tsx";
import { importWords } from "./import-words.ts";
import { pageHref } from "./office.ts";

/** Chooses a file, sends it and asks for the dry run; what was chosen stays when something fails. */
export function ImportStart({ today }: { today: string }) {
  const w = useWords(importWords);
  const calls = usePeopleCalls();
  const chosen = useChosenFile();
  const [from, setFrom] = useState(today);
  const [stage, setStage] = useState<Stage>({ at: "idle" });
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const isBusy = stage.at !== "idle";

  const start = async () => {
    const file = chosen.take();
    if (file === undefined || from === "") {
      focusFirstError(form.current);
      return;
    }
    setProblem(undefined);
    setStage({ at: "sending", share: 0 });
    try {
      const { fileId } = await calls.upload(file, (share) =>
        setStage(share < 1 ? { at: "sending", share } : { at: "working" }),
      );
      setStage({ at: "working" });
      const { importId, agencyIds } = await calls.startImport(fileId, from);
      navigate(pageHref({ instansi: agencyIds[0], bagian: "impor", impor: importId }));
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setStage({ at: "idle" });
    }
  };

  return (
    <section class="card stack" aria-labelledby="h-new-file">
      <h2 id="h-new-file">{w.startTitle}</h2>
      <ActForm form={form} isBusy={isBusy} onSubmit={start}>
        <div class="two">
          <FileField chosen={chosen} isBusy={isBusy} />
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
        <Sending stage={stage} />
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
