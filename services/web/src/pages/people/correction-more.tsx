import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { type Work, workOf } from "./correction-form.ts";
import { type CorrectionPart } from "./correction-sheet.tsx";
import { type AttendanceVersion } from "./types.ts";

const counts = ["lateMinutes", "earlyMinutes", "missedChecks"] as const;
const works = ["", "yes", "no"] as const satisfies readonly Work[];

interface MoreProps extends CorrectionPart {
  readonly former: AttendanceVersion | undefined;
}

/** What times and the calendar say by themselves in most units; open where something in it is filled in or wrong. */
export function MoreFields({ form, former, errorOf, onChange }: MoreProps) {
  const w = useWords(attendanceTabWords);
  const { f } = useApp();
  const fields = [...counts, "work" as const];
  const isOpen = fields.some((field) => errorOf(field) !== undefined || form[field] !== "");
  const wasWork = workOf(former?.work);
  return (
    <details class="fold" open={isOpen || undefined}>
      <summary>
        {w.more}
        <Icon name="right" chevron />
      </summary>
      <div class="stack">
        <p class="sm">{w.moreText}</p>
        {counts.map((field) => (
          <Field
            key={field}
            label={w[field]}
            hint={former && w.former(f.number(former[field]))}
            isOptional
            error={errorOf(field)}
          >
            <input
              class="in num"
              inputMode="numeric"
              maxLength={4}
              autocomplete="off"
              value={form[field]}
              onInput={(event) => onChange({ ...form, [field]: event.currentTarget.value })}
            />
          </Field>
        ))}
        <Field label={w.work} hint={wasWork && w.former(w.works[wasWork])} error={errorOf("work")}>
          <select
            class="in"
            value={form.work}
            onChange={(event) =>
              onChange({ ...form, work: works.find((one) => one === event.currentTarget.value) ?? "" })
            }
          >
            {works.map((work) => (
              <option key={work} value={work}>
                {w.works[work]}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </details>
  );
}
