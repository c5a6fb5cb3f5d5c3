import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { readLocal } from "../../state/local.ts";
import { type Agreement } from "../plan/types.ts";
import { useCalls } from "../plan/use-plan.ts";
import { AgreementForm } from "./agreement-form.tsx";
import { words } from "./words.ts";

export interface AgreementPlace {
  readonly agencyId: string;
  readonly unitId: string;
  readonly year: number;
}

export const draftPlace = ({ unitId, year }: AgreementPlace): string => `agreement.${unitId}.${String(year)}`;

interface AgreementCardProps {
  readonly place: AgreementPlace;
  readonly agreement: Agreement | undefined;
  readonly mayWrite: boolean;
  readonly maySet: boolean;
  onChanged: () => void;
}

/** The agreement of a unit: read, written, set. */
export function AgreementCard(props: AgreementCardProps) {
  const { place, agreement, mayWrite } = props;
  const w = useWords(words);
  const isOpen = mayWrite && agreement?.state !== "SET";
  const [isWriting, setWriting] = useState(() => isOpen && readLocal(draftPlace(place)) !== undefined);
  return (
    <section class="card stack" aria-labelledby="h-agreement">
      <header>
        <h2 id="h-agreement">{w.content}</h2>
      </header>
      {isWriting && isOpen ? (
        <AgreementForm
          place={place}
          agreement={agreement}
          onSaved={props.onChanged}
          onClose={() => setWriting(false)}
        />
      ) : (
        <>
          <Objectives agreement={agreement} mayWrite={mayWrite} />
          {isOpen && <Acts {...props} onWrite={() => setWriting(true)} />}
        </>
      )}
    </section>
  );
}

function Objectives({ agreement, mayWrite }: Pick<AgreementCardProps, "agreement" | "mayWrite">) {
  const w = useWords(words);
  if (agreement === undefined) {
    return (
      <Empty title={w.nothing}>
        <p>{mayWrite ? w.nothingText : w.readOnly}</p>
      </Empty>
    );
  }
  return (
    <ol class="stack">
      {agreement.objectives.map(({ objectiveId, text, indicators }, at) => (
        <li key={objectiveId}>
          <p class="xs muted">{w.objective(at + 1)}</p>
          <h3>{text}</h3>
          <ul class="list measures indent">
            {indicators.map((indicator) => (
              <li key={indicator.indicatorId}>
                <p class="sm">{indicator.text}</p>
                <p class="xs muted num">{w.targetOf(indicator.target, indicator.unit)}</p>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Acts({ place, agreement, maySet, onChanged, onWrite }: AgreementCardProps & { onWrite: () => void }) {
  const w = useWords(words);
  const [isSetting, setSetting] = useState(false);
  return (
    <>
      <div class="chips">
        <button type="button" class="btn" onClick={onWrite}>
          <Icon name="edit" />
          {agreement === undefined ? w.start : w.change}
        </button>
        {agreement && maySet && (
          <button type="button" class="btn go" onClick={() => setSetting(true)}>
            <Icon name="check" />
            {w.set}
          </button>
        )}
      </div>
      {agreement && !maySet && <p class="xs muted">{w.setByOfficer}</p>}
      {isSetting && agreement && (
        <SetSheet place={place} agreement={agreement} onSet={onChanged} onClose={() => setSetting(false)} />
      )}
    </>
  );
}

interface SetSheetProps {
  readonly place: AgreementPlace;
  readonly agreement: Agreement;
  onSet: () => void;
  onClose: () => void;
}

/** There is no way back, so it is said first. */
function SetSheet({ place, agreement, onSet, onClose }: SetSheetProps) {
  const { notify } = useApp();
  const w = useWords(words);
  const calls = useCalls();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const set = async () => {
    setBusy(true);
    try {
      await calls.setAgreement(place.agencyId, agreement.agreementId);
      notify({ text: w.isSet });
      onClose();
      onSet();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return (
    <Sheet title={w.setTitle} eye={w.eye(place.year)} onClose={onClose}>
      <p class="sm">{w.setText}</p>
      {problem && <ProblemNote problem={problem} />}
      <button type="button" class="btn go wide" aria-busy={isBusy} onClick={() => !isBusy && void set()}>
        {w.set}
      </button>
    </Sheet>
  );
}
