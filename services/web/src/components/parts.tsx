import { type ComponentChildren } from "preact";
import { type Problem } from "../api/problem.ts";
import { type Messages } from "../i18n/id.ts";
import { useApp } from "../state/context.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "ok" | "wait" | "bad" | "info" | "plain";

/** A state in a word, always with its icon. */
export function State({ tone, icon, children }: { tone: Tone; icon: IconName; children: ComponentChildren }) {
  return (
    <span class={`st ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

interface NoteProps {
  readonly tone: Tone;
  readonly icon: IconName;
  /** Only for news: an error that has just happened. */
  readonly alert?: boolean | undefined;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
}

/** What happened and what to do next. */
export function Note({ tone, icon, alert, title, children }: NoteProps) {
  return (
    <div class={`note ${tone}`} role={alert === true ? "alert" : undefined}>
      <Icon name={icon} />
      <div class="stack tight">
        {title !== undefined && <b>{title}</b>}
        {children}
      </div>
    </div>
  );
}

/** What the server says; who may not because of what they did before is told what that was. */
const told = ({ status, detail, errors: [why] }: Problem): string =>
  status === 403 && why !== undefined && why.detail !== "" ? why.detail : detail;

function problemText(problem: Problem, t: Messages): string {
  const { status, code, isPassing } = problem;
  if (code === "OFFLINE") return t.problems.offline;
  if (code === "TIMEOUT") return t.problems.timeout;
  if (code === "UNREADABLE") return t.problems.unreadable;
  const text = told(problem);
  if (text !== "" && status < 500) return text;
  if (isPassing) return t.problems.busy;
  return status === 403 ? t.problems.forbidden : t.problems.other;
}

interface ProblemNoteProps {
  readonly problem: Problem;
  readonly title?: string | undefined;
  /** What is safe in spite of it. */
  readonly safe?: string | undefined;
  readonly onRetry?: () => void;
}

/** An error in three parts: what happened, what is safe, what to do now; and the number for those who help. */
export function ProblemNote({ problem, title, safe, onRetry }: ProblemNoteProps) {
  const { t } = useApp();
  const number = `KN-${String(problem.status)}-${problem.instance.slice(-6).toUpperCase() || problem.code}`;
  return (
    <Note tone="bad" icon="warn" alert title={title}>
      <p>
        {problemText(problem, t)} {safe}
      </p>
      {onRetry && (
        <button type="button" class="btn" onClick={onRetry}>
          {t.common.retry}
        </button>
      )}
      {problem.status > 0 && (
        <p class="xs muted">
          {t.common.help} <a href={`/problems/${encodeURIComponent(problem.code)}`}>{number}</a>
        </p>
      )}
    </Note>
  );
}

/** Stands where content will be, with its size; seen only after 200 ms. */
export function Skeleton({ lines, tall }: { lines: number; tall?: boolean }) {
  const { t } = useApp();
  return (
    <div class="card stack late" aria-busy="true">
      <p class="vh" role="status">
        {t.common.loading}
      </p>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class={`sk ${line === 0 ? "sk-head" : tall === true ? "sk-row" : ""}`} />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div class="empty">
      {icon === undefined ? <EmptyPicture /> : <Icon name={icon} />}
      <b>{title}</b>
      {children}
    </div>
  );
}

function EmptyPicture() {
  return (
    <svg
      width="72"
      height="48"
      viewBox="0 0 72 48"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      aria-hidden="true"
    >
      <path d="M6 42h60" stroke-linecap="round" />
      <rect x="14" y="26" width="10" height="16" rx="2" stroke-dasharray="3 3" />
      <rect x="31" y="18" width="10" height="24" rx="2" stroke-dasharray="3 3" />
      <rect x="48" y="8" width="10" height="34" rx="2" stroke-dasharray="3 3" />
    </svg>
  );
}
