import { type Task } from "../../api/types.ts";
import { Field } from "../../components/field.tsx";
import { type Draft, isForTask } from "../../entries/draft.ts";
import { byDue } from "../../entries/task.ts";
import { useApp } from "../../state/context.ts";

interface TaskFieldProps {
  readonly draft: Draft;
  /** Open tasks; undefined while they can't be read. */
  readonly tasks: readonly Task[] | undefined;
  onChange: (part: Partial<Draft>) => void;
}

/** Ties an entry to a task of the superior. A task that is not open any more stays chosen. */
export function TaskField({ draft, tasks = [], onChange }: TaskFieldProps) {
  const { t } = useApp();
  const words = t.work.tasks;
  const { taskId } = draft;
  const isElsewhere = taskId !== "" && !tasks.some((task) => task.taskId === taskId);
  if (!isForTask(draft) || (taskId === "" && tasks.length === 0)) return null;
  return (
    <Field label={words.field} isOptional>
      <select class="in" value={taskId} onChange={(event) => onChange({ taskId: event.currentTarget.value })}>
        <option value="">{words.none}</option>
        {isElsewhere && <option value={taskId}>{words.other}</option>}
        {byDue(tasks).map((task) => (
          <option key={task.taskId} value={task.taskId}>
            {task.title}
          </option>
        ))}
      </select>
    </Field>
  );
}
