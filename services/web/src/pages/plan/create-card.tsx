import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { type Employment } from "../../api/types.ts";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Names } from "./parts.tsx";
import { type PositionKind } from "./types.ts";
import { useCalls } from "./use-plan.ts";
import { words } from "./words.ts";

interface CreateCardProps {
  readonly year: number;
  /** Those without an SKP of the year. */
  readonly employments: readonly Employment[];
  readonly names: Names;
}

const kinds: readonly PositionKind[] = ["STAFF", "UNIT_HEAD"];

/** Opens the first draft of the year for a position. */
export function CreateCard({ year, employments, names }: CreateCardProps) {
  const { notify } = useApp();
  const { personId } = useMe();
  const w = useWords(words);
  const calls = useCalls();
  const leads = (employmentId: string): boolean => {
    const post = employments.find((one) => one.employmentId === employmentId);
    return names.units.get(post?.unitId ?? "")?.headPersonId === personId;
  };
  const [chosen, setChosen] = useState(employments[0]?.employmentId ?? "");
  const [kind, setKind] = useState<PositionKind>(leads(chosen) ? "UNIT_HEAD" : "STAFF");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const choose = (employmentId: string) => {
    setChosen(employmentId);
    setKind(leads(employmentId) ? "UNIT_HEAD" : "STAFF");
  };
  const create = async () => {
    setBusy(true);
    try {
      const { skpId } = await calls.create(chosen, year, kind);
      notify({ text: w.create.made });
      navigate(`/rencana?tahun=${String(year)}&skp=${skpId}&tulis=1`);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  if (employments.length === 0) {
    return (
      <Note tone="wait" icon="info">
        <p>{w.create.noPost}</p>
      </Note>
    );
  }
  return (
    <section class="card" aria-labelledby="h-create">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void create();
        }}
      >
        <h2 id="h-create">{w.create.title(year)}</h2>
        <fieldset>
          <legend>{w.create.forPost}</legend>
          {employments.map(({ employmentId, positionName, unitName }) => (
            <label key={employmentId} class="opt">
              <input type="radio" name="post" checked={employmentId === chosen} onChange={() => choose(employmentId)} />
              {positionName}, {unitName}
            </label>
          ))}
        </fieldset>
        <LayoutChoice kind={kind} onChoose={setKind} />
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.create.go(year)}
        </button>
        <p class="xs muted">{w.create.hint}</p>
      </form>
    </section>
  );
}

function LayoutChoice({ kind, onChoose }: { kind: PositionKind; onChoose: (kind: PositionKind) => void }) {
  const w = useWords(words);
  return (
    <fieldset>
      <legend>{w.create.layout}</legend>
      {kinds.map((option) => (
        <label key={option} class="opt">
          <input type="radio" name="layout" checked={option === kind} onChange={() => onChoose(option)} />
          {option === "STAFF" ? w.create.staff : w.create.head}
        </label>
      ))}
    </fieldset>
  );
}
