import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { type PersonName, type StoredEntry, type TeamMember } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { useLoad } from "../../state/use-load.ts";
import { addDays, periodOf } from "../../time/dates.ts";
import { AttendanceFold } from "../today/lazy-attendance.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import { cleanCount, cleanMembers, type Finding, type Inbox, withClean } from "./use-inbox.ts";
import { words } from "./words.ts";

interface ReadyProps {
  readonly inbox: Inbox;
  onReturn: (finding: Finding) => void;
}

/** The clean remainder by person; opening one shows every entry before it is approved. */
export function Ready({ inbox, onReturn }: ReadyProps) {
  const { t } = useApp();
  const [members, ready] = [withClean(inbox), cleanMembers(inbox)];
  return (
    <section class="card flush" aria-labelledby="h-ready">
      <header>
        <h2 id="h-ready">{t.team.ready}</h2>
        {ready.length > 0 && <span class="num">{t.team.readyCount(cleanCount(inbox), ready.length)}</span>}
      </header>
      {members.length > 0 && (
        <ul class="list">
          {members.map((member) => (
            <li key={member.personId}>
              <MemberFold
                member={member}
                person={inbox.names.get(member.personId)}
                weekStart={inbox.weekStart}
                onReturn={onReturn}
              />
            </li>
          ))}
        </ul>
      )}
      <p class="xs muted foot">{members.length === 0 ? t.team.readyNone : t.team.readyHint}</p>
    </section>
  );
}

interface MemberFoldProps {
  readonly member: TeamMember;
  readonly person: PersonName | undefined;
  readonly weekStart: string;
  onReturn: (finding: Finding) => void;
}

function MemberFold({ member, person, weekStart, onReturn }: MemberFoldProps) {
  const { t, f } = useApp();
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold member" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>
          <span class="t">{person?.name ?? t.team.someone}</span>
          <span class="m num">
            {t.team.entries(member.clean.length)} · {f.duration(member.cleanMinutes)}
            {member.escalated && ` · ${t.team.escalated}`}
            {member.readOnly && ` · ${w.readOnly}`}
            {member.approved > 0 && ` · ${t.team.approvedAlready(member.approved)}`}
          </span>
        </span>
        <Icon name="right" chevron />
      </summary>
      {isOpen && <MemberEntries member={member} weekStart={weekStart} onReturn={onReturn} />}
    </details>
  );
}

function MemberEntries({ member, weekStart, onReturn }: Omit<MemberFoldProps, "person">) {
  const { t, platform } = useApp();
  const { personId, clean } = member;
  const { value, problem, reload } = useLoad(
    () => platform.api.entries({ personId, fromDate: weekStart, toDate: addDays(weekStart, 6) }),
    [personId, weekStart, clean],
  );
  if (problem) return <ProblemNote problem={problem} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={clean.length} tall />;
  const seen = new Set(clean.map(({ entryId, version }) => `${entryId}:${String(version)}`));
  const shown = value.entries.filter(({ entry }) => seen.has(`${entry.id}:${String(entry.version)}`));
  return (
    <>
      <MemberAttendance personId={personId} weekStart={weekStart} />
      <ul class="inner">
        {shown.map((stored: StoredEntry) => (
          <li key={stored.entry.id}>
            <EntryFacts stored={stored} personId={personId} />
            {!member.readOnly && (
              <button
                type="button"
                class="btn link"
                onClick={() => onReturn({ personId, stored, isEscalated: member.escalated, isReadOnly: false })}
              >
                <Icon name="back" />
                {t.team.return}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** When the person came and went in the week, for who looks at the work of it; nothing where nothing is known, or the months may not be seen. */
function MemberAttendance({ personId, weekStart }: Pick<MemberFoldProps, "weekStart"> & { personId: string }) {
  const { platform } = useApp();
  const weekEnd = addDays(weekStart, 6);
  const { value = [] } = useLoad(async () => {
    const periods = [...new Set([weekStart, weekEnd].map(periodOf))];
    const months = await Promise.all(periods.map((period) => platform.api.month(period, { personId })));
    return months.flatMap(({ days }) => days).filter(({ workDate }) => workDate >= weekStart && workDate <= weekEnd);
  }, [personId, weekStart]);
  return <AttendanceFold days={value} />;
}

/** What waits in a sealed month, so that nobody looks for it among what can be decided. */
export function Locked({ inbox }: { inbox: Inbox }) {
  const { t } = useApp();
  const w = useWords(words);
  const members = inbox.members.filter(({ locked }) => locked > 0);
  if (members.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-locked">
      <header>
        <h2 id="h-locked">{w.locked}</h2>
        <span class="num">{members.length}</span>
      </header>
      <ul class="list">
        {members.map(({ personId, locked }) => (
          <li key={personId} class="item">
            <p class="t">{inbox.names.get(personId)?.name ?? t.team.someone}</p>
            <span class="tag">{t.team.entries(locked)}</span>
          </li>
        ))}
      </ul>
      <p class="xs muted foot">{w.lockedText}</p>
    </section>
  );
}

export function Missing({ inbox }: { inbox: Inbox }) {
  const { t, f } = useApp();
  const members = inbox.members.filter(({ missingDates }) => missingDates.length > 0);
  if (members.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-missing">
      <header>
        <h2 id="h-missing">{t.team.missing}</h2>
        <span class="num">{members.length}</span>
      </header>
      <ul class="list">
        {members.map(({ personId, missingDates }) => (
          <li key={personId} class="item">
            <div>
              <p class="t">{inbox.names.get(personId)?.name ?? t.team.someone}</p>
              <p class="m num">{missingDates.map((date) => f.shortDay(date)).join(", ")}</p>
            </div>
            <span class="tag">{t.team.missingDays(missingDates.length)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
