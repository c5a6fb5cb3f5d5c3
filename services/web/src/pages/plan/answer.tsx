import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { YearSteps } from "../../components/year-steps.tsx";
import { type Names, SkpStateMark } from "./parts.tsx";
import { type Skp } from "./types.ts";
import { type MonthView } from "./use-month.ts";
import { type PlanWords, words } from "./words.ts";

type Sentence = readonly [lead: string, rest: string];

/** Whether the month goes as planned, in a sentence. */
function courseOf(w: PlanWords, month: MonthView | undefined, name: string): Sentence {
  if (month === undefined) return ["\u00a0", ""];
  const { progress, items } = month;
  if (items.length === 0) return [w.answer.noItems(name), ""];
  if (progress === undefined || progress.every(({ course }) => course === "idle")) return [w.answer.notYet(name), ""];
  const behind = progress.filter(({ course }) => course === "behind");
  const lead = w.answer.course(progress.length - behind.length, progress.length, name);
  const named = behind.slice(0, 2).map(({ item }) => item.text);
  return [lead, behind.length === 0 ? "" : w.answer.behind(named.join("; "))];
}

function sentenceOf(w: PlanWords, skp: Skp, names: Names, month: MonthView | undefined, monthName: string): Sentence {
  const assessor = names.people.get(skp.assessorId)?.name ?? w.assessor;
  switch (skp.state) {
    case "SET":
      return courseOf(w, month, monthName);
    case "SUBMITTED":
      return [w.answer.submitted(assessor), w.answer.submittedNext];
    case "RETURNED":
      return [w.answer.returned(assessor), w.answer.returnedNext];
    case "DRAFT":
      return skp.setRevision > 0 ? [w.answer.revising(skp.setRevision), ""] : [w.answer.draft, w.answer.draftNext];
    case "SUPERSEDED":
      return [w.answer.superseded, ""];
  }
}

interface AnswerProps {
  readonly skp: Skp;
  readonly names: Names;
  readonly position: string;
  readonly month: MonthView | undefined;
  readonly period: string;
  /** When this setting was made, as a day; undefined while unknown. */
  readonly setOn: string | undefined;
  onYear: (year: number) => void;
  onRevise: () => void;
}

export function Answer({ skp, names, position, month, period, setOn, onYear, onRevise }: AnswerProps) {
  const { f } = useApp();
  const w = useWords(words);
  const [lead, rest] = sentenceOf(w, skp, names, month, f.month(period));
  const eye = [position, ...(skp.setRevision > 0 ? [w.version(skp.setRevision)] : [])].join(" · ");
  return (
    <div class="head">
      <div class="ans">
        <div class="eye line num">
          <YearSteps year={skp.year} onYear={onYear} />
          <span>{eye}</span>
        </div>
        <h1>{w.title}</h1>
        <p>
          <b>{lead}</b>
          {rest}
        </p>
        <p class="line">
          <SkpStateMark state={skp.state}>
            {skp.state === "SET" && setOn !== undefined ? w.setOn(f.date(setOn)) : undefined}
          </SkpStateMark>
        </p>
      </div>
      <Acts skp={skp} onRevise={onRevise} />
    </div>
  );
}

function Acts({ skp, onRevise }: { skp: Skp; onRevise: () => void }) {
  const w = useWords(words);
  if (skp.state === "SET") {
    return (
      <div class="dock">
        <button type="button" class="btn" onClick={onRevise}>
          <Icon name="edit" />
          {w.revise}
        </button>
      </div>
    );
  }
  if (skp.state !== "DRAFT" && skp.state !== "RETURNED") return null;
  return (
    <div class="dock">
      <a class="btn go" href={`/rencana?tahun=${String(skp.year)}&skp=${skp.skpId}&tulis=1`}>
        <Icon name="edit" />
        {w.write}
      </a>
    </div>
  );
}
