import { useState } from "preact/hooks";
import { EvidenceFiles } from "../../components/evidence-files.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { AnswerSheet } from "./answer-sheet.tsx";
import { downloadEvidence, listObjections, type Objection, type Part } from "./calls.ts";
import { useMoment } from "./moment.ts";
import { objectionWords } from "./objection-words.ts";
import { statementAddress } from "./place.ts";
import { type Rights } from "./progress.ts";

interface ObjectionsProps {
  readonly agencyId: string;
  readonly rights: Rights;
}

/** What people object to in the agency; read only when somebody opens it, since each reading is recorded. */
export function Objections({ agencyId, rights }: ObjectionsProps) {
  const w = useWords(objectionWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card flush" aria-labelledby="h-objections">
      <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="head-fold">
          <Icon name="right" chevron />
          <h2 id="h-objections">{w.title}</h2>
        </summary>
        {isOpen ? <List agencyId={agencyId} rights={rights} /> : <p />}
      </details>
    </section>
  );
}

/** As many pages as were asked for. */
async function loadPages(load: (token: string) => ReturnType<typeof listObjections>, pages: number) {
  let part = await load("");
  for (let page = 1; page < pages && part.nextPageToken !== ""; page += 1) {
    const next = await load(part.nextPageToken);
    part = { items: [...part.items, ...next.items], nextPageToken: next.nextPageToken };
  }
  return part;
}

function List({ agencyId, rights }: ObjectionsProps) {
  const w = useWords(objectionWords);
  const { client } = useApp().platform;
  const [onlyOpen, setOnlyOpen] = useState(true);
  const [pages, setPages] = useState(1);
  const { value, problem, reload } = useLoad(
    () => loadPages((token) => listObjections(client, agencyId, onlyOpen, token), pages),
    [client, agencyId, onlyOpen, pages],
  );
  return (
    <>
      <p class="sm muted inset">{w.text}</p>
      <label class="opt inset">
        <input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} />
        {w.onlyOpen}
      </label>
      {problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />}
      {!value && !problem && <Skeleton lines={3} />}
      {value && <Items part={value} rights={rights} onChange={reload} onMore={() => setPages(pages + 1)} />}
    </>
  );
}

interface ItemsProps {
  readonly part: Part<Objection>;
  readonly rights: Rights;
  onChange: () => void;
  onMore: () => void;
}

function Items({ part: { items, nextPageToken }, rights, onChange, onMore }: ItemsProps) {
  const w = useWords(objectionWords);
  const [answered, setAnswered] = useState<Objection | undefined>(undefined);
  const names = useNames(items.flatMap(({ personId, answeredBy }) => [personId, answeredBy]));
  return (
    <>
      {items.length === 0 && <p class="sm muted inset">{w.empty}</p>}
      <ul class="list">
        {items.map((objection) => (
          <Item
            key={objection.objectionId}
            objection={objection}
            mayAnswer={rights.answer}
            name={names.of(objection.personId, w.someone)}
            answerer={names.of(objection.answeredBy, w.someone)}
            onAnswer={setAnswered}
          />
        ))}
      </ul>
      {nextPageToken !== "" && (
        <p class="foot">
          <button type="button" class="btn wide" onClick={onMore}>
            {w.next}
          </button>
        </p>
      )}
      {answered && (
        <AnswerSheet
          objection={answered}
          name={names.of(answered.personId, w.someone)}
          onDone={onChange}
          onClose={() => setAnswered(undefined)}
        />
      )}
    </>
  );
}

function StateOf({ objection: { state, accepted } }: { objection: Objection }) {
  const w = useWords(objectionWords);
  if (state === "FILED")
    return (
      <State tone="wait" icon="clock">
        {w.states.FILED}
      </State>
    );
  const isAccepted = state === "ANSWERED" && accepted;
  return (
    <State tone={isAccepted ? "ok" : "plain"} icon={isAccepted ? "done" : "info"}>
      {state === "ANSWERED" ? (accepted ? w.accepted : w.refused) : w.states[state]}
    </State>
  );
}

interface ItemProps {
  readonly objection: Objection;
  readonly mayAnswer: boolean;
  readonly name: string;
  readonly answerer: string;
  onAnswer: (objection: Objection) => void;
}

function Item({ objection, mayAnswer, name, answerer, onAnswer }: ItemProps) {
  const { f } = useApp();
  const moment = useMoment();
  const { period, personId, label, amountRupiah } = objection;
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">
          <a href={statementAddress(objection, personId)}>{name}</a>
        </h3>
        <p class="m">
          {label} · {f.rupiah(amountRupiah)} · {f.monthYear(period)}
        </p>
        <p class="m num">{moment(objection.filedAt)}</p>
      </div>
      <StateOf objection={objection} />
      <div class="full stack tight sm">
        <p class="pre">{objection.reason}</p>
        <Evidence objection={objection} />
        <Next {...{ objection, mayAnswer, name, answerer, onAnswer }} />
      </div>
    </li>
  );
}

/** The answer, or who gives it. */
function Next({ objection, mayAnswer, name, answerer, onAnswer }: ItemProps) {
  const w = useWords(objectionWords);
  const me = useMe();
  const { objectionId, personId, state, accepted, answer } = objection;
  if (state === "ANSWERED")
    return (
      <>
        <p class="pre muted">
          {w.answeredBy(answerer)} {answer}
        </p>
        {accepted && <p class="muted">{w.correct(objectionId)}</p>}
      </>
    );
  if (state !== "FILED" || !mayAnswer) return null;
  if (personId === me.personId) return <p class="muted">{w.own}</p>;
  return (
    <button type="button" class="btn soft" aria-label={w.answerOf(name)} onClick={() => onAnswer(objection)}>
      {w.answer}
    </button>
  );
}

function Evidence({ objection }: { objection: Objection }) {
  const { client } = useApp().platform;
  const { evidenceFileIds, evidenceFileNames } = objection;
  const fetch = (fileId: string) => downloadEvidence(client, objection, fileId);
  return <EvidenceFiles fileIds={evidenceFileIds} names={evidenceFileNames} fetch={fetch} />;
}
