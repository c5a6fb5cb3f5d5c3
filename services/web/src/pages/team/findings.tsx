import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { useApp } from "../../state/context.ts";
import { type Decisions } from "./use-decisions.ts";
import { type Finding, findingsOf, type Inbox } from "./use-inbox.ts";
import { EntryFacts } from "./entry-facts.tsx";

interface FindingsProps {
  readonly inbox: Inbox;
  readonly decisions: Decisions;
  onReturn: (finding: Finding) => void;
}

/** What needs a person, one by one. */
export function Findings({ inbox, decisions, onReturn }: FindingsProps) {
  const { t } = useApp();
  const findings = findingsOf(inbox);
  return (
    <section class="card flush" aria-labelledby="h-findings">
      <header>
        <h2 id="h-findings">{t.team.exceptions}</h2>
        {findings.length > 0 && <span class="num">{findings.length}</span>}
      </header>
      {findings.length === 0 ? (
        <Empty icon="done" title={t.team.noExceptions}>
          <p>{t.team.noExceptionsText}</p>
        </Empty>
      ) : (
        <ul class="list">
          {findings.map((finding) => (
            <FindingItem
              key={finding.stored.entry.id}
              finding={finding}
              name={inbox.names.get(finding.personId)?.name ?? t.team.someone}
              decisions={decisions}
              onReturn={onReturn}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface FindingProps extends Omit<FindingsProps, "inbox"> {
  readonly finding: Finding;
  readonly name: string;
}

function FindingItem({ finding, name, decisions, onReturn }: FindingProps) {
  const { t } = useApp();
  const [isBusy, setBusy] = useState(false);
  const { entry, flags } = finding.stored;
  const approve = async () => {
    setBusy(true);
    await decisions.approveOne(finding.personId, { entryId: entry.id, version: entry.version });
    setBusy(false);
  };
  return (
    <li class="item">
      <div>
        <h3 class="t">{name}</h3>
        <EntryFacts stored={finding.stored} />
      </div>
      <div class="tags">
        {flags.map((flag) => (
          <span key={flag} class="tag">
            {t.flags[flag].tag}
          </span>
        ))}
      </div>
      <div class="full note wait">
        <Icon name="warn" />
        <div class="stack tight">
          {flags.map((flag) => (
            <p key={flag}>{t.flags[flag].superior}</p>
          ))}
        </div>
      </div>
      <div class="full pair">
        <button
          type="button"
          class="btn"
          aria-label={t.team.returnThis(name, entry.description)}
          onClick={() => onReturn(finding)}
        >
          <Icon name="back" />
          {t.team.return}
        </button>
        <button
          type="button"
          class="btn soft"
          disabled={isBusy}
          aria-label={t.team.approveThis(name, entry.description)}
          onClick={() => void approve()}
        >
          <Icon name="check" />
          {t.team.approve}
        </button>
      </div>
    </li>
  );
}
