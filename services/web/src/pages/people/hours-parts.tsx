import { Field } from "../../components/field.tsx";
import { type IconName } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Standing } from "./hours.ts";
import { type ByField, type HoursForm } from "./hours-form.ts";
import { hoursWords } from "./hours-words.ts";
import { useOffice } from "./office.ts";
import { unitOptions } from "./unit-tree.ts";

const looks: Readonly<Record<Standing, readonly [Tone, IconName]>> = {
  now: ["ok", "done"],
  aside: ["plain", "repeat"],
  later: ["wait", "clock"],
  past: ["plain", "cancel"],
};

export function StandingMark({ standing }: { standing: Standing }) {
  const w = useWords(hoursWords);
  const [tone, icon] = looks[standing];
  return (
    <State tone={tone} icon={icon}>
      {w.standings[standing]}
    </State>
  );
}

/** For whom hours or a week hold. */
export function useWhose(): (unitId: string) => string {
  const w = useWords(hoursWords);
  const { units } = useOffice();
  return (unitId) => (unitId === "" ? w.agency : (units.find((unit) => unit.unitId === unitId)?.name ?? w.unitGone));
}

export function useValidity(): (validFrom: string, validTo: string) => string {
  const w = useWords(hoursWords);
  const { f } = useApp();
  return (from, to) => (to === "" ? w.since(f.date(from)) : w.until(f.date(from), f.date(to)));
}

interface WhoseProps {
  readonly value: string;
  readonly error?: string | undefined;
  onChange: (unitId: string) => void;
}

/** The whole agency, or one of its units with all below it. */
export function WhoseField({ value, error, onChange }: WhoseProps) {
  const w = useWords(hoursWords);
  const { units } = useOffice();
  return (
    <Field label={w.whose} error={error}>
      <select class="in" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{w.agency}</option>
        {unitOptions(units).map(({ unitId, name, depth }) => (
          <option key={unitId} value={unitId}>
            {"\u2003".repeat(depth) + name}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A part of the sheet of hours. */
export interface FormPart {
  readonly form: HoursForm;
  readonly errorOf: (field: string) => ByField<string>[string];
  onChange: (form: HoursForm) => void;
}
