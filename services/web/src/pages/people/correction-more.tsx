import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { type Work } from "./correction-form.ts";
import { type CorrectionPart } from "./correction-sheet.tsx";

const counts = ["lateMinutes", "earlyMinutes", "missedChecks"] as const;
const works = ["", "yes", "no"] as const satisfies readonly Work[];

/** What times and the calendar say by themselves in most units; open where something in it is wrong. */
export function MoreFields({ form, errorOf, onChange }: CorrectionPart) {
  const w = useWords(attendanceTabWords);
  const isWrong = [...counts, "work" as const].some((field) => errorOf(field) !== undefined);
  return (
    <details class="fold" open={isWrong || undefined}>
      <summary>
        {w.more}
        <Icon name="right" chevron />
      </summary>
      <div class="stack">
        <p class="sm">{w.moreText}</p>
        {counts.map((field) => (
          <Field key={field} label={w[field]} isOptional error={errorOf(field)}>
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
        <Field label={w.work} error={errorOf("work")}>
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
