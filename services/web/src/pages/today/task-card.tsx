import { useEffect, useRef, useState } from "preact/hooks";
import { type Task } from "../../api/types.ts";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, State } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { byDue, isLate } from "../../entries/task.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";

interface TaskCardProps {
  readonly tasks: readonly Task[];
  readonly date: string;
  onRecord: (task: Task) => void;
  onChanged: () => void;
}

/** Tasks that are shown at once; the others unfold. */
const shownTasks = 3;

/** What the superior gave to do, the most urgent first. */
export function TaskCard({ tasks, date, onRecord, onChanged }: TaskCardProps) {
  const { t } = useApp();
  const words = t.work.tasks;
  const [isWhole, setWhole] = useState(false);
  const [finishingId, setFinishing] = useState("");
  if (tasks.length === 0) return null;
  const sorted = byDue(tasks);
  const finishing = tasks.find(({ taskId }) => taskId === finishingId);
  return (
    <section class="card flush" aria-labelledby="h-tasks">
      <header>
        <h2 id="h-tasks">{words.title}</h2>
        <span class="num">{tasks.length}</span>
      </header>
      <ul class="list">
        {(isWhole ? sorted : sorted.slice(0, shownTasks)).map((task) => (
          <TaskItem
            key={task.taskId}
            task={task}
            date={date}
            onRecord={onRecord}
            onFinish={({ taskId }) => setFinishing(taskId)}
          />
        ))}
      </ul>
      {sorted.length > shownTasks && (
        <div class="plan-more">
          <button type="button" class="btn link" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? words.less : words.more(sorted.length - shownTasks)}
          </button>
        </div>
      )}
      {finishing && <FinishSheet task={finishing} onChanged={onChanged} onClose={() => setFinishing("")} />}
    </section>
  );
}

interface TaskItemProps extends Pick<TaskCardProps, "date" | "onRecord"> {
  readonly task: Task;
  onFinish: (task: Task) => void;
}

function TaskItem({ task, date, onRecord, onFinish }: TaskItemProps) {
  const { t, f } = useApp();
  const words = t.work.tasks;
  const facts = [
    task.dueDate === "" ? words.noDue : words.due(f.tinyDay(task.dueDate)),
    task.quantity > 0 ? words.result(f.number(task.quantity), task.quantityUnit) : "",
    words.logged(task.entries, f.duration(task.minutes)),
  ].filter((fact) => fact !== "");
  return (
    <li class="item">
      <div class="full">
        <p class="t">{task.title}</p>
        <p class="m num">
          {isLate(task, date) && (
            <>
              <State tone="bad" icon="clock">
                {words.late}
              </State>{" "}
            </>
          )}
          {facts.join(" · ")}
        </p>
        {task.detail !== "" && <p class="m">{task.detail}</p>}
      </div>
      {task.returnNote !== "" && (
        <div class="full">
          <Note tone="bad" icon="back">
            <p>
              <b>{words.returned}:</b> “{task.returnNote}”
            </p>
          </Note>
        </div>
      )}
      <div class="full chips">
        <button type="button" class="btn soft" aria-label={words.recordThis(task.title)} onClick={() => onRecord(task)}>
          <Icon name="plus" />
          {words.record}
        </button>
        <button type="button" class="btn" aria-label={words.finishThis(task.title)} onClick={() => onFinish(task)}>
          <Icon name="check" />
          {words.finish}
        </button>
      </div>
    </li>
  );
}

type NoteFault = "noteShort" | "noteLong";

function faultOf(note: string): NoteFault | undefined {
  const length = Array.from(note.trim()).length;
  if (length > 1000) return "noteLong";
  return length > 0 && length < 3 ? "noteShort" : undefined;
}

interface FinishSheetProps {
  readonly task: Task;
  onChanged: () => void;
  onClose: () => void;
}

function FinishSheet({ task, onChanged, onClose }: FinishSheetProps) {
  const { t, platform, outbox } = useApp();
  const words = t.work.tasks;
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, problem, run } = useAct();
  const fault = isTried ? faultOf(note) : undefined;
  // It has changed meanwhile: the list is read again, so that the next try speaks of what is there.
  const isStale = problem?.status === 409 || problem?.status === 422;
  useEffect(() => {
    if (isStale) onChanged();
  }, [isStale]);
  const submit = () => {
    setTried(true);
    if (faultOf(note) !== undefined) {
      focusFirstError(form.current);
      return;
    }
    void run(
      () => platform.api.finishTask(task, note.trim()),
      words.finished,
      () => {
        onChanged();
        onClose();
      },
    );
  };
  return (
    <Sheet title={words.finishTitle} eye={task.title} isDirty={note.trim() !== ""} onClose={onClose}>
      <p class="sm">{words.finishText}</p>
      <ActForm form={form} isBusy={isBusy} onSubmit={submit}>
        <Field label={words.note} hint={words.noteHint} error={fault && words[fault]} isOptional>
          <textarea
            class="in"
            rows={3}
            maxLength={1000}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </Field>
        {!outbox.isOnline && (
          <Note tone="wait" icon="signal">
            <p>{words.online}</p>
          </Note>
        )}
        {problem && <ProblemNote problem={problem} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {words.finishSubmit}
        </button>
      </ActForm>
    </Sheet>
  );
}
