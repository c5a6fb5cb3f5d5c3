import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useOffice } from "../people/office.ts";
import { Answer, Paged } from "../people/parts.tsx";
import { actWords } from "./act-words.ts";
import { type Fact, useFactCalls, type Verdict, type Which } from "./calls.ts";
import { FactItem, useSaying, useWhom } from "./fact-item.tsx";
import { groupsOf } from "./form.ts";
import { useKindName } from "./kinds.ts";
import { ReasonSheet } from "./reason-sheet.tsx";
import { obstacleOf } from "./say.ts";
import { type FactRow, useFacts } from "./use-facts.ts";
import { words } from "./words.ts";

/** What is about to be decided, and how. */
interface Decision {
  readonly which: Which;
  readonly verdict: Verdict;
  /** One of them, for the words. */
  readonly fact: FactRow;
}

/** Proposals that a second officer has to look at. */
export function WaitingTab() {
  const w = useWords(actWords);
  const shared = useWords(words);
  const { f } = useApp();
  const { agency } = useOffice();
  const [decision, setDecision] = useState<Decision | undefined>(undefined);
  const pages = useFacts(agency.agencyId, { open: true });
  const count = pages.rows?.length ?? 0;
  const many = pages.hasMore ? `${f.number(count)}+` : f.number(count);
  return (
    <>
      <Answer eye={shared.eye(agency.name)} title={count === 0 ? w.noWaiting : w.waitingTitle(many)}>
        <p>{w.waitingText}</p>
      </Answer>
      <Paged pages={pages} empty={<Nothing />}>
        {(rows) => <Groups rows={rows} onDecide={setDecision} />}
      </Paged>
      {decision && (
        <DecideSheet
          decision={decision}
          onClose={() => setDecision(undefined)}
          onDone={() => {
            setDecision(undefined);
            pages.reload();
          }}
        />
      )}
    </>
  );
}

interface GroupsProps {
  readonly rows: readonly FactRow[];
  onDecide: (decision: Decision) => void;
}

function Groups({ rows, onDecide }: GroupsProps) {
  return (
    <section class="card flush">
      <ul class="list">
        {groupsOf(rows).map(({ fileId, facts }) => {
          const [first] = facts as readonly FactRow[];
          if (first === undefined) return null;
          if (fileId === "") return <Proposal key={first.factId} fact={first} onDecide={onDecide} />;
          return <FileOf key={first.factId} facts={facts as readonly FactRow[]} first={first} onDecide={onDecide} />;
        })}
      </ul>
    </section>
  );
}

function Proposal({ fact, onDecide }: { fact: FactRow; onDecide: (decision: Decision) => void }) {
  const w = useWords(actWords);
  const { units } = useOffice();
  const whom = useWhom(units)(fact);
  const what = useKindName()(fact);
  const which = { factIds: [fact.factId] };
  const acts = (
    <Acts
      fact={fact}
      confirm={[w.confirm, w.confirmThis(what, whom)]}
      reject={[w.reject, w.rejectThis(what, whom)]}
      onDecide={(verdict) => onDecide({ which, verdict, fact })}
    />
  );
  return <FactItem fact={fact} whom={whom} acts={acts} />;
}

interface ActsProps {
  readonly fact: Fact;
  /** What stands on the button, and what is read out: a page has many of them. */
  readonly confirm: readonly [shown: string, whole: string];
  readonly reject: readonly [shown: string, whole: string];
  onDecide: (verdict: Verdict) => void;
}

function Acts({ fact, confirm, reject, onDecide }: ActsProps) {
  const w = useWords(actWords);
  const { mayAct } = useOffice();
  const { personId: me } = useMe();
  const obstacle = obstacleOf(fact, me);
  if (!mayAct) return null;
  if (obstacle !== undefined)
    return <span class="sm muted">{obstacle === "proposal" ? w.ownProposal : w.ownPerson}</span>;
  return (
    <>
      <button type="button" class="btn soft" aria-label={confirm[1]} onClick={() => onDecide("CONFIRMED")}>
        <Icon name="check" />
        {confirm[0]}
      </button>
      <button type="button" class="btn" aria-label={reject[1]} onClick={() => onDecide("REJECTED")}>
        {reject[0]}
      </button>
    </>
  );
}

interface FileProps {
  readonly facts: readonly FactRow[];
  readonly first: FactRow;
  onDecide: (decision: Decision) => void;
}

/** What came by one file is decided as one. */
function FileOf({ facts, first, onDecide }: FileProps) {
  const w = useWords(actWords);
  const { f } = useApp();
  const { units } = useOffice();
  const whom = useWhom(units);
  const say = useSaying();
  const name = w.file(useKindName()(first), f.number(facts.length));
  const which = { fileId: first.fileId };
  // Who is the person of one line only leaves that line to somebody else.
  const anybody = { ...first, personId: "" };
  return (
    <li class="item roomy">
      <div class="full">
        <h2 class="t">{name}</h2>
        <p class="said sm">{first.reason}</p>
        <details class="fold">
          <summary>
            {w.fileLines}
            <Icon name="right" chevron />
          </summary>
          <ul class="list plain">
            {facts.map((fact) => (
              <li key={fact.factId} class="item">
                <div>
                  <p class="t">{whom(fact)}</p>
                  <p class="m">{say(fact)}</p>
                </div>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div class="full line">
        <Acts
          fact={anybody}
          confirm={[w.confirmFile, `${w.confirmFile}: ${name}`]}
          reject={[w.rejectFile, `${w.rejectFile}: ${name}`]}
          onDecide={(verdict) => onDecide({ which, verdict, fact: first })}
        />
      </div>
    </li>
  );
}

interface DecideSheetProps {
  readonly decision: Decision;
  onClose: () => void;
  onDone: () => void;
}

function DecideSheet({ decision: { which, verdict, fact }, onClose, onDone }: DecideSheetProps) {
  const w = useWords(actWords);
  const { agency, units } = useOffice();
  const calls = useFactCalls();
  const whom = useWhom(units)(fact);
  const what = useKindName()(fact);
  const say = useSaying();
  const isFile = "fileId" in which;
  const isConfirming = verdict === "CONFIRMED";
  const text = !isConfirming ? w.rejectText : isFile ? w.confirmFileText : w.confirmText;
  return (
    <ReasonSheet
      title={isConfirming ? w.confirmTitle : w.rejectTitle}
      eye={isFile ? what : `${what} · ${whom}`}
      text={text}
      submit={isConfirming ? (isFile ? w.confirmFile : w.confirm) : isFile ? w.rejectFile : w.reject}
      done={w.decided[verdict]}
      failed={w.decideFailed}
      send={(reason) => calls.decide(agency.agencyId, which, verdict, reason)}
      onClose={onClose}
      onDone={onDone}
    >
      {!isFile && <p>{say(fact)}</p>}
    </ReasonSheet>
  );
}

function Nothing() {
  const w = useWords(actWords);
  return (
    <div class="card">
      <Empty icon="done" title={w.noWaiting}>
        <p>{w.noneText}</p>
      </Empty>
    </div>
  );
}
