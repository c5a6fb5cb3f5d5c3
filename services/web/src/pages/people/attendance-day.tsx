import { EvidenceFiles } from "../../components/evidence-files.tsx";
import { Icon } from "../../components/icon.tsx";
import { State } from "../../components/parts.tsx";
import { attendanceOf, factText } from "../../entries/attendance.ts";
import { attendanceWords } from "../../entries/attendance-words.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Names } from "../../state/use-names.ts";
import { type DayView, isOfOffice } from "./attendance-days.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { isPerson, useInstant } from "./parts.tsx";
import { useShiftText } from "./shift-text.ts";
import { type AttendanceVersion } from "./types.ts";

export type DayAct = "correct" | "withdraw";

interface AttendanceDayProps {
  readonly day: DayView;
  readonly personId: string;
  readonly names: Names;
  /** Undefined where nothing may be done. */
  readonly onAct: ((act: DayAct) => void) | undefined;
}

/** One day: what counts, the shift, what was corrected by whom and why, and all that was known before. */
export function AttendanceDay({ day, personId, names, onAct }: AttendanceDayProps) {
  const w = useWords(attendanceTabWords);
  const { f } = useApp();
  const shiftText = useShiftText();
  const { agency } = useOffice();
  const { correction, shift, versions } = day;
  return (
    <li class={correction ? "item roomy" : "item"}>
      <div>
        <h3 class="t">{f.day(day.date)}</h3>
        <Says day={day} />
        {shift && <p class="m">{shift.day.kind === "OFF" ? w.shiftOff : w.shift(shiftText(shift.day))}</p>}
      </div>
      {onAct && isOfOffice(day, agency.agencyId) && <Acts day={day} onAct={onAct} />}
      {correction && <Corrected day={day} correction={correction} personId={personId} names={names} />}
      {versions.length > 1 && <History versions={versions} names={names} />}
    </li>
  );
}

function Says({ day }: Pick<AttendanceDayProps, "day">) {
  const w = useWords(attendanceTabWords);
  const facts = useWords(attendanceWords);
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const { total, dayOff } = day;
  // Who corrected it and why stands below, with the name.
  const text = attendanceOf(total && { ...total, attendanceByHand: false }, zone, facts, f);
  if (text === undefined) return <Unknown day={day} />;
  return (
    <>
      <p>{text.says === "" ? w.unknown : text.says}</p>
      {dayOff !== "" && <p class="m">{w.dayOff(dayOff)}</p>}
      <Came day={day} />
      {text.late.map((late) => (
        <p key={late} class="m">
          {late}
        </p>
      ))}
    </>
  );
}

function Unknown({ day: { dayOff, shift } }: Pick<AttendanceDayProps, "day">) {
  const w = useWords(attendanceTabWords);
  if (dayOff !== "") return <p class="m">{w.dayOff(dayOff)}</p>;
  return shift ? null : <p class="m">{w.unknown}</p>;
}

/** From where the fact is; of a day that was corrected that is said with the correction. */
function Came({ day: { correction, raw } }: Pick<AttendanceDayProps, "day">) {
  const w = useWords(attendanceTabWords);
  const instant = useInstant();
  if (correction || raw === undefined) return null;
  return <p class="m">{w.came(w.sources[raw.source], instant(raw.knownFrom))}</p>;
}

function Acts({ day: { date, correction }, onAct }: { day: DayView; onAct: (act: DayAct) => void }) {
  const w = useWords(attendanceTabWords);
  const { f } = useApp();
  const { agency } = useOffice();
  return (
    <div class="chips">
      <button type="button" class="btn" aria-label={w.correctThis(f.date(date))} onClick={() => onAct("correct")}>
        {w.correct}
      </button>
      {correction?.agencyId === agency.agencyId && (
        <button type="button" class="btn" aria-label={w.withdrawThis(f.date(date))} onClick={() => onAct("withdraw")}>
          {w.withdraw}
        </button>
      )}
    </div>
  );
}

/** Times and status as they were told; minutes are found from them elsewhere. */
function useFactText(): (version: AttendanceVersion) => string {
  const w = useWords(attendanceTabWords);
  const facts = useWords(attendanceWords);
  const { f } = useApp();
  return (version) => {
    if (version.source === "WITHDRAWAL") return w.withdrawnSays;
    const text = factText(version, facts, f);
    return text === "" ? w.empty : text;
  };
}

interface CorrectedProps {
  readonly day: DayView;
  readonly correction: AttendanceVersion;
  readonly personId: string;
  readonly names: Names;
}

function Corrected({ day: { raw }, correction, personId, names }: CorrectedProps) {
  const w = useWords(attendanceTabWords);
  const calls = usePeopleCalls();
  const instant = useInstant();
  const textOf = useFactText();
  const { sourceId, recordedBy, knownFrom, reason, evidenceFileIds, evidenceFileNames } = correction;
  return (
    <div class="full stack tight corrected">
      <State tone="info" icon="edit">
        {w.corrected}
      </State>
      <p class="sm">{w.correctedBy(names.of(recordedBy, w.otherOfficer), instant(knownFrom), reason)}</p>
      <p class="sm muted">{raw ? w.rawSays(w.sources[raw.source], textOf(raw)) : w.noRaw}</p>
      <EvidenceFiles
        fileIds={evidenceFileIds}
        names={evidenceFileNames}
        fetch={(fileId) => calls.attendanceEvidence(sourceId, fileId, personId)}
      />
    </div>
  );
}

function History({ versions, names }: { versions: readonly AttendanceVersion[]; names: Names }) {
  const w = useWords(attendanceTabWords);
  return (
    <details class="fold full">
      <summary>
        {w.history(versions.length)}
        <Icon name="right" chevron />
      </summary>
      <ol class="stack tight">
        {versions.map((version) => (
          <Version key={`${version.sourceId} ${version.knownFrom ?? ""}`} version={version} names={names} />
        ))}
      </ol>
    </details>
  );
}

function Version({ version, names }: { version: AttendanceVersion; names: Names }) {
  const w = useWords(attendanceTabWords);
  const instant = useInstant();
  const textOf = useFactText();
  const { source, recordedBy, knownFrom, reason, counts, waiting } = version;
  const [word, when] = [w.sources[source], instant(knownFrom)];
  const [tone, icon, state] = counts
    ? (["ok", "done", w.counts] as const)
    : waiting
      ? (["wait", "clock", w.waiting] as const)
      : (["plain", "repeat", w.replaced] as const);
  const name = isPerson(recordedBy) ? names.of(recordedBy, w.otherOfficer) : "";
  return (
    <li class="sm version">
      <div>
        <p>{textOf(version)}</p>
        <p class="xs muted">{name === "" ? w.came(word, when) : w.version(word, name, when)}</p>
        {reason !== "" && <p class="xs">{reason}</p>}
      </div>
      {source !== "WITHDRAWAL" && (
        <State tone={tone} icon={icon}>
          {state}
        </State>
      )}
    </li>
  );
}
