import { useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { usePeopleCalls } from "./calls.ts";
import { weekStanding } from "./hours.ts";
import { toldOfWeek, type WeekForm, weekFaults, weekWish } from "./hours-form.ts";
import { StandingMark, useValidity, useWhose, WhoseField } from "./hours-parts.tsx";
import { hoursWords } from "./hours-words.ts";
import { useOffice } from "./office.ts";
import { DateField, DecreeField } from "./typed-fields.tsx";
import { type WorkingWeek } from "./types.ts";
import { useSend } from "./use-send.ts";
import { words } from "./words.ts";

/** How many days a week of the agency has, and of its units where they differ. */
export function WeeksCard() {
  const w = useWords(hoursWords);
  const shared = useWords(words);
  const { agency, today, mayAct } = useOffice();
  const calls = usePeopleCalls();
  const [isOpen, setOpen] = useState(false);
  const year = Number(today.slice(0, 4));
  const { value, problem, reload } = useLoad(() => calls.weeks(agency.agencyId, year), [calls, agency.agencyId, year]);
  const close = () => setOpen(false);
  if (problem) return <ProblemNote problem={problem} title={shared.failed} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={2} />;
  return (
    <section class="card stack" aria-labelledby="h-weeks">
      <h2 id="h-weeks">{w.weeks}</h2>
      <p class="sm">{w.weeksText}</p>
      {value.length === 0 ? <p class="sm muted">{w.noWeeks}</p> : <Weeks weeks={value} />}
      {mayAct && (
        <button type="button" class="btn" onClick={() => setOpen(true)}>
          <Icon name="plus" />
          {w.addWeek}
        </button>
      )}
      {isOpen && (
        <WeekSheet
          onClose={close}
          onDone={() => {
            close();
            reload();
          }}
        />
      )}
    </section>
  );
}

function Weeks({ weeks }: { weeks: readonly WorkingWeek[] }) {
  const w = useWords(hoursWords);
  const { today } = useOffice();
  const whose = useWhose();
  const validity = useValidity();
  return (
    <ul class="list plain">
      {weeks.toReversed().map((week) => (
        <li key={`${week.unitId} ${week.validFrom}`} class="item">
          <div>
            <p class="t">
              {whose(week.unitId)}: {w.weekDays[week.days === 6 ? 6 : 5]}
            </p>
            <p class="m">{[validity(week.validFrom, ""), week.decree].join(" · ")}</p>
          </div>
          <StandingMark standing={weekStanding(week, weeks, today)} />
        </li>
      ))}
    </ul>
  );
}

function WeekSheet({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const w = useWords(hoursWords);
  const { f } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [first] = useState<WeekForm>({ unitId: "", validFrom: today, days: 5, decree: "" });
  const [form, setForm] = useState(first);
  const { isBusy, problem, isTried, element, send } = useSend();
  const faults = weekFaults(form);
  const told = toldOfWeek(problem?.errors ?? []);

  const save = () => {
    const work = () => calls.setWeek(agency.agencyId, weekWish(form));
    send(faults.length > 0, work, w.weekSaved(f.date(form.validFrom)), onDone);
  };

  return (
    <Sheet title={w.addWeek} eye={agency.name} isDirty={form !== first} onClose={onClose}>
      <p class="sm">{w.weekText}</p>
      <ActForm form={element} isBusy={isBusy} onSubmit={save}>
        <WhoseField value={form.unitId} error={told["unitId"]} onChange={(unitId) => setForm({ ...form, unitId })} />
        <Length days={form.days} onChange={(days) => setForm({ ...form, days })} />
        <DateField
          label={w.from}
          error={isTried && faults.includes("validFrom") ? w.faults.from : told["validFrom"]}
          value={form.validFrom}
          onChange={(validFrom) => setForm({ ...form, validFrom })}
        />
        <DecreeField
          label={w.decree}
          hint={w.decreeHint}
          error={isTried && faults.includes("decree") ? w.weekDecree : told["decree"]}
          most={120}
          value={form.decree}
          onChange={(decree) => setForm({ ...form, decree })}
        />
        {problem && <ProblemNote problem={problem} title={w.weekFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {form.validFrom === "" ? w.addWeek : w.saveWeek(f.date(form.validFrom))}
        </button>
      </ActForm>
    </Sheet>
  );
}

function Length({ days, onChange }: { days: WeekForm["days"]; onChange: (days: WeekForm["days"]) => void }) {
  const w = useWords(hoursWords);
  return (
    <fieldset class="f">
      <legend>{w.weekLength}</legend>
      <div class="seg">
        {([5, 6] as const).map((choice) => (
          <label key={choice}>
            <input type="radio" name="week-days" checked={days === choice} onChange={() => onChange(choice)} />
            <span>{w.weekChoices[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
