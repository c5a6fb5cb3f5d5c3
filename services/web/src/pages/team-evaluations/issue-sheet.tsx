import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { issueLimit, useEvaluationCalls } from "../evaluation/calls.ts";
import { usePeriodName } from "../evaluation/parts.tsx";
import { terms } from "../evaluation/terms.ts";
import { predicateOf } from "../evaluation/view.ts";
import { grouped } from "./pattern.ts";
import { type Team } from "./use-team.ts";
import { words } from "./words.ts";

interface IssueSheetProps {
  readonly team: Team;
  readonly period: string;
  onClose: () => void;
  onIssued: () => void;
}

/** Everybody who is rated, before documents that never change again are issued in one act. */
export function IssueSheet({ team, period, onClose, onIssued }: IssueSheetProps) {
  const { notify } = useApp();
  const t = useWords(terms);
  const w = useWords(words);
  const calls = useEvaluationCalls();
  const periodName = usePeriodName();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const { waiting, rated } = grouped(team.evaluations);

  const submit = async () => {
    setBusy(true);
    try {
      let issued = 0;
      for (let from = 0; from < rated.length; from += issueLimit) {
        const some = rated.slice(from, from + issueLimit);
        issued += await calls.issue(
          period,
          some.map(({ personId }) => personId),
        );
      }
      notify({ text: w.issued(issued) });
      onIssued();
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
      onIssued();
    }
  };

  return (
    <Sheet title={w.issueTitle(rated.length)} eye={periodName(period)} onClose={onClose}>
      <p class="sm">{w.issueText}</p>
      <dl class="kv">
        {rated.map((one) => {
          const predicate = predicateOf(one);
          return (
            <div key={one.personId}>
              <dt>{team.nameOf(one.personId, w.someone)}</dt>
              <dd>{predicate && t.predicates[predicate]}</dd>
            </div>
          );
        })}
      </dl>
      {waiting.length > 0 && <p class="sm muted">{w.issueLeft(waiting.length)}</p>}
      {problem && <ProblemNote problem={problem} title={w.issueFailed} safe={w.issueSafe} />}
      <button type="button" class="btn go wide" aria-busy={isBusy} disabled={isBusy} onClick={() => void submit()}>
        {isBusy ? w.issuing : w.issue(rated.length)}
      </button>
    </Sheet>
  );
}
