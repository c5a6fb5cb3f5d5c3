import { useState } from "preact/hooks";
import { type Entry, type Flag } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { type Overlap } from "../../entries/rows.ts";
import { type Format } from "../../i18n/format.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Decisions } from "./use-decisions.ts";
import { type Finding, findingsOf, type Inbox } from "./use-inbox.ts";
import { EntryFacts } from "./entry-facts.tsx";
import { remarksOf } from "./remarks.ts";
import { words } from "./words.ts";

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
              overlap={inbox.overlaps.get(finding.stored.entry.id)}
              decisions={decisions}
              onReturn={onReturn}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

const spanOf = ({ startsAt, endsAt }: Entry, f: Format): string => (startsAt && endsAt ? f.span(startsAt, endsAt) : "");

interface FindingProps extends Omit<FindingsProps, "inbox"> {
  readonly finding: Finding;
  readonly name: string;
  readonly overlap: Overlap | undefined;
}

function FindingItem({ finding, name, overlap, decisions, onReturn }: FindingProps) {
  const { t, f } = useApp();
  const w = useWords(words);
  const { flags } = finding.stored;
  const saysOf = (flag: Flag): string => {
    if (flag === "OVERLAP" && overlap)
      return t.team.overlap(f.duration(overlap.minutes), overlap.other.description, spanOf(overlap.other, f));
    if (flag === "CHANGED_AFTER_APPROVAL" && flags.includes("LATE")) return w.changedLate;
    return t.flags[flag].superior;
  };
  return (
    <li class="item">
      <div>
        <h3 class="t">{name}</h3>
        <EntryFacts stored={finding.stored} personId={finding.personId} />
      </div>
      <div class="tags">
        {finding.isEscalated && <span class="tag">{t.team.escalated}</span>}
        {finding.stored.lateVersion > 0 && <span class="tag">{w.cameLate}</span>}
        {flags.map((flag) => (
          <span key={flag} class="tag">
            {t.flags[flag].tag}
          </span>
        ))}
      </div>
      <div class="full note wait">
        <Icon name="warn" />
        <div class="stack tight">
          {remarksOf(finding, t, w).map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
          {flags.map((flag) => (
            <p key={flag}>{saysOf(flag)}</p>
          ))}
        </div>
      </div>
      {!finding.isReadOnly && <Choice {...{ finding, name, decisions, onReturn }} />}
    </li>
  );
}

function Choice({ finding, name, decisions, onReturn }: Omit<FindingProps, "overlap">) {
  const { t } = useApp();
  const [isBusy, setBusy] = useState(false);
  const { entry } = finding.stored;
  const approve = async () => {
    setBusy(true);
    await decisions.approveOne(finding.personId, { entryId: entry.id, version: entry.version });
    setBusy(false);
  };
  return (
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
  );
}
