import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { toCsv } from "./csv.ts";
import { asProblem } from "./file-field.tsx";
import { findingText } from "./finding-words.ts";
import { FindingKinds } from "./import-findings.tsx";
import { importWords } from "./import-words.ts";
import { useOffice } from "./office.ts";
import { Answer, useInstant } from "./parts.tsx";
import { type Finding, type Import } from "./types.ts";
import { words } from "./words.ts";

export const readyRows = ({ rows, errors }: Import): number => Math.max(0, rows - errors);
/** It moves pay, and who looks brought it: another officer applies it. */
const waitsForAnother = ({ needsSecondPerson, startedBy }: Import, personId: string): boolean =>
  needsSecondPerson && startedBy === personId;
const changesSomething = ({ peopleNew, peopleChanged, unitsNew }: Import): boolean =>
  peopleNew + peopleChanged + unitsNew > 0;

/** A dry run or what became of it: whether it would work, and whether anything has changed, first. */
export function ImportReport({ importId }: { importId: string }) {
  const w = useWords(importWords);
  const shared = useWords(words);
  const calls = usePeopleCalls();
  const totals = useLoad(() => calls.importOf(importId), [calls, importId]);
  const findings = useLoad(() => calls.findings(importId), [calls, importId]);
  if (totals.value === undefined) {
    return (
      <>
        <h1>{w.eye}</h1>
        {totals.problem ? (
          <ProblemNote problem={totals.problem} title={shared.failed} safe={shared.safe} onRetry={totals.reload} />
        ) : (
          <Skeleton lines={5} tall />
        )}
      </>
    );
  }
  return (
    <>
      <Head told={totals.value} findings={findings.value} reload={totals.reload} />
      <Steps told={totals.value} />
      <Figures told={totals.value} />
      {findings.problem && (
        <ProblemNote problem={findings.problem} title={shared.failed} safe={shared.safe} onRetry={findings.reload} />
      )}
      {findings.value ? <FindingKinds findings={findings.value} /> : !findings.problem && <Skeleton lines={5} tall />}
    </>
  );
}

function useAnswer(told: Import): readonly [title: string, text: string] {
  const w = useWords(importWords);
  const instant = useInstant();
  const ready = readyRows(told);
  if (told.state === "APPLIED")
    return [w.applied(ready), w.appliedText(told.peopleNew, told.peopleChanged, instant(told.appliedAt))];
  if (told.state === "SUPERSEDED") return [w.stale, w.staleText];
  if (ready === 0) return [w.none, w.noneText];
  if (!changesSomething(told)) return [w.nothing, w.nothingText];
  return [w.checked(ready, told.rows), w.checkedText(told.errors, told.warnings)];
}

interface HeadProps {
  readonly told: Import;
  readonly findings: readonly Finding[] | undefined;
  reload: () => void;
}

function Head({ told, findings, reload }: HeadProps) {
  const w = useWords(importWords);
  const { f } = useApp();
  const office = useOffice();
  const { personId } = useMe();
  const [title, text] = useAnswer(told);
  const save = useReportFile(told);
  return (
    <>
      <a class="btn link" href={office.href({ bagian: "impor" })}>
        <Icon name="left" />
        {w.back}
      </a>
      <Answer
        eye={w.eyeFrom(f.date(told.effectiveDate))}
        title={title}
        acts={
          <div class="dock">
            <button
              type="button"
              class="btn"
              disabled={findings === undefined || findings.length === 0}
              onClick={() => findings && save(findings)}
            >
              <Icon name="save" />
              {w.report}
            </button>
            <Act told={told} reload={reload} />
          </div>
        }
      >
        <p>{text}</p>
      </Answer>
      {canBeApplied(told) && waitsForAnother(told, personId) && (
        <Note tone="wait" icon="team" title={w.secondNeeded}>
          <p>{w.secondText}</p>
        </Note>
      )}
    </>
  );
}

const canBeApplied = (told: Import): boolean =>
  told.state === "CHECKED" && readyRows(told) > 0 && changesSomething(told);

/** The one act that this import still allows: apply it, or check its file again. */
function Act({ told, reload }: { told: Import; reload: () => void }): ComponentChildren {
  const w = useWords(importWords);
  const office = useOffice();
  const { personId } = useMe();
  const [isAsking, setAsking] = useState(false);
  if (!office.mayAct) return null;
  if (told.state === "SUPERSEDED") return <Again told={told} />;
  if (!canBeApplied(told) || waitsForAnother(told, personId)) return null;
  return (
    <>
      <button type="button" class="btn go" onClick={() => setAsking(true)}>
        {w.apply(readyRows(told))}
      </button>
      {isAsking && <ApplySheet told={told} onClose={() => setAsking(false)} reload={reload} />}
    </>
  );
}

function Again({ told }: { told: Import }) {
  const w = useWords(importWords);
  const calls = usePeopleCalls();
  const { notify } = useApp();
  const office = useOffice();
  const [isBusy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    try {
      const { importId } = await calls.startImport(told.fileId, told.effectiveDate);
      navigate(office.href({ bagian: "impor", impor: importId }));
    } catch (thrown) {
      notify({ text: `${w.startFailed} ${asProblem(thrown).detail}` });
    }
    setBusy(false);
  };
  return (
    <button type="button" class="btn go" disabled={isBusy} onClick={() => void again()}>
      <Icon name="repeat" />
      {w.again}
    </button>
  );
}

interface ApplySheetProps {
  readonly told: Import;
  onClose: () => void;
  reload: () => void;
}

function ApplySheet({ told, onClose, reload }: ApplySheetProps) {
  const w = useWords(importWords);
  const shared = useWords(words);
  const { notify } = useApp();
  const calls = usePeopleCalls();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const ready = readyRows(told);
  const apply = async () => {
    setBusy(true);
    try {
      await calls.applyImport(told.importId);
      notify({ text: w.appliedNotice(ready) });
      onClose();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
    reload();
  };
  return (
    <Sheet title={w.applyAsk(ready)} onClose={onClose}>
      <Figures told={told} />
      <p class="sm">{w.applyText}</p>
      {told.needsSecondPerson && <p class="sm">{w.secondHere}</p>}
      <Note tone="wait" icon="warn">
        <p>{w.applyUndo}</p>
      </Note>
      {problem && <ProblemNote problem={problem} title={w.applyFailed} />}
      <div class="pair">
        <button type="button" class="btn" disabled={isBusy} onClick={onClose}>
          {shared.cancel}
        </button>
        <button type="button" class="btn go" disabled={isBusy} aria-busy={isBusy} onClick={() => void apply()}>
          {w.apply(ready)}
        </button>
      </div>
    </Sheet>
  );
}

function Steps({ told }: { told: Import }) {
  const w = useWords(importWords);
  const instant = useInstant();
  const isApplied = told.state === "APPLIED";
  const current = isApplied ? 2 : 1;
  const under = [
    w.stepFile(told.fileId.slice(0, 8)),
    w.stepCheck(instant(told.startedAt)),
    isApplied ? w.stepApplied(instant(told.appliedAt)) : w.stepApply,
  ];
  return (
    <ol class="steps card" aria-label={w.stepsLabel}>
      {w.steps.map((step, place) => (
        <li
          key={step}
          class={place < current || isApplied ? "done" : undefined}
          aria-current={place === current ? "step" : undefined}
        >
          <b>{step}</b>
          <span>{under[place]}</span>
        </li>
      ))}
    </ol>
  );
}

function Figures({ told }: { told: Import }) {
  const w = useWords(importWords);
  const { f } = useApp();
  // Lines of a person who stands in another line already: repeated, or a second post.
  const repeated = readyRows(told) - told.peopleNew - told.peopleChanged - told.peopleUnchanged;
  const figures = [
    ["new", told.peopleNew],
    ["changed", told.peopleChanged],
    ["same", told.peopleUnchanged],
    ...(repeated > 0 ? [["repeated", repeated] as const] : []),
    ["errors", told.errors],
    ...(told.unitsNew > 0 ? [["units", told.unitsNew] as const] : []),
  ] as const;
  return (
    <dl class={figures.length % 2 === 0 ? "kpis" : "kpis odd"}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{w.kpis[key][0]}</dt>
          <dd>{f.number(value)}</dd>
          <dd>{w.kpis[key][1]}</dd>
        </div>
      ))}
    </dl>
  );
}

function useReportFile(told: Import): (findings: readonly Finding[]) => void {
  const w = useWords(importWords);
  const { settings } = useApp();
  return (findings) => {
    const rows = findings.map(({ line, severity, column, params, code }) => {
      const { title, detail } = findingText(code, params, settings.language);
      return [line, w.severity[severity], column, params["raw"] ?? "", code, title, detail];
    });
    saveFile(toCsv(w.csv, rows), w.csvName(told.effectiveDate));
  };
}
