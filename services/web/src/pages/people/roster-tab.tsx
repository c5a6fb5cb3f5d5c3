import { useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { type ImportedShifts } from "./attendance-calls.ts";
import { usePeopleCalls } from "./calls.ts";
import { lineFaults } from "./closing.ts";
import { FileColumns } from "./file-columns.tsx";
import { FileField, Sending } from "./file-field.tsx";
import { LineFaults } from "./line-faults.tsx";
import { useOffice } from "./office.ts";
import { Answer } from "./parts.tsx";
import { rosterColumns, rosterFaults, type RosterField, type RosterForm, rosterTold } from "./roster-form.ts";
import { rosterWords } from "./roster-words.ts";
import { shiftWords } from "./shift-words.ts";
import { DecreeField, ReasonField } from "./typed-fields.tsx";
import { useFileAct } from "./use-file-act.ts";

/** Shift days of many people by one file: all of it, or nothing. */
export function RosterTab() {
  const w = useWords(rosterWords);
  const { agency, mayAct } = useOffice();
  return (
    <>
      <Answer eye={w.eye(agency.name)} title={w.title}>
        <p>{w.lead}</p>
      </Answer>
      <section class="card stack" aria-labelledby="h-roster">
        <h2 id="h-roster">{w.file}</h2>
        <p class="sm">{w.whole}</p>
        <p class="sm">{w.own}</p>
        {mayAct ? <RosterFileForm /> : <Columns />}
      </section>
    </>
  );
}

function RosterFileForm() {
  const w = useWords(rosterWords);
  const shifts = useWords(shiftWords);
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  const [form, setForm] = useState<RosterForm>({ decree: "", reason: "" });
  const [isTried, setTried] = useState(false);
  const act = useFileAct((fileId) => calls.importShiftDays(agency.agencyId, fileId, form));
  const { problem, outcome, isBusy } = act;
  const faults = rosterFaults(form);
  const told = rosterTold(problem?.errors ?? []);
  const errorOf = (field: RosterField) => (isTried && faults.includes(field) ? shifts.faults[field] : told[field]);
  const send = () => {
    setTried(true);
    void act.send(faults.length > 0);
  };
  return (
    <ActForm form={act.form} isBusy={isBusy} onSubmit={send}>
      <FileField chosen={act.chosen} isBusy={isBusy} />
      <Columns />
      <DecreeField
        label={shifts.decree}
        hint={shifts.decreeHint}
        error={errorOf("decree")}
        most={200}
        value={form.decree}
        onChange={(decree) => setForm({ ...form, decree })}
      />
      <ReasonField
        label={shifts.reason}
        hint={w.reasonHint}
        error={errorOf("reason")}
        isOptional
        most={500}
        value={form.reason}
        onChange={(reason) => setForm({ ...form, reason })}
      />
      <Sending stage={act.stage} />
      {outcome && <Done outcome={outcome} />}
      {problem && <ProblemNote problem={problem} title={w.failed} safe={problem.isPassing ? w.safe : ""} />}
      <LineFaults faults={lineFaults(problem?.errors ?? [])} fileName={w.faultsName} />
      <button class="btn go" disabled={isBusy}>
        <Icon name="upload" />
        {w.send}
      </button>
    </ActForm>
  );
}

function Columns() {
  const w = useWords(rosterWords);
  return (
    <FileColumns title={w.columns} template={{ text: w.template, fileName: w.templateName, columns: rosterColumns }}>
      <p>{w.order}</p>
      <dl class="columns">
        {rosterColumns.map((column) => (
          <div key={column}>
            <dt>
              <code>{column}</code>
            </dt>
            <dd>{w.columnTexts[column]}</dd>
          </div>
        ))}
      </dl>
    </FileColumns>
  );
}

function Done({ outcome: { days, changed } }: { outcome: ImportedShifts }) {
  const w = useWords(rosterWords);
  const { href } = useOffice();
  return (
    <Note tone="ok" icon="done">
      <p role="status">
        {w.done(days, changed)} {w.look}
      </p>
      <a class="btn link" href={href({ bagian: "orang" })}>
        {w.people}
      </a>
    </Note>
  );
}
