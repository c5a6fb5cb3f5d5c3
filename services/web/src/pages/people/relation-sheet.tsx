import { useRef, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { type PersonName } from "../../api/types.ts";
import { focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { asProblem } from "./file-field.tsx";
import { useOffice } from "./office.ts";
import { PersonPicker } from "./person-picker.tsx";
import { personWords } from "./person-words.ts";
import { type RelationForm, relationErrors } from "./relation-form.ts";
import { DateField, DecreeField } from "./typed-fields.tsx";
import { words } from "./words.ts";

interface RelationSheetProps {
  readonly person: { readonly personId: string; readonly person: PersonName | undefined };
  readonly unitId: string;
  onClose: () => void;
  onDone: () => void;
}

const kinds = ["SUPERIOR", "ACTING", "TEAM_LEAD"] as const;

const empty: RelationForm = { kind: "SUPERIOR", otherPersonId: "", validFrom: "", validTo: "", decree: "" };

/** What is sent: an open end is left out. */
const wishOf = ({ validTo, decree, ...rest }: RelationForm) => ({
  ...rest,
  decree: decree.trim(),
  ...(validTo === "" ? {} : { validTo }),
});

/** Records who assesses, acts for the assessor, or leads a team, by decree. */
export function RelationSheet({ person: { personId, person }, unitId, onClose, onDone }: RelationSheetProps) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const { notify } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [form, setForm] = useState<RelationForm>({ ...empty, validFrom: today });
  const [other, setOther] = useState<PersonName | undefined>(undefined);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const element = useRef<HTMLFormElement>(null);
  const name = person?.name ?? shared.someone;
  const errors = relationErrors(personId, form);

  const save = async () => {
    setTried(true);
    if (Object.keys(errors).length > 0) {
      focusFirstError(element.current);
      return;
    }
    setBusy(true);
    try {
      await calls.setRelation(agency.agencyId, { personId, ...wishOf(form) });
      notify({ text: w.saved(name) });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Sheet
      title={w.relationTitle}
      eye={name}
      isDirty={form.decree.trim() !== "" || other !== undefined}
      onClose={onClose}
    >
      <ActForm form={element} isBusy={isBusy} onSubmit={save}>
        <Kinds chosen={form.kind} onChoose={(kind) => setForm({ ...form, kind })} />
        <PersonPicker
          label={w.other[form.kind]}
          unitId={unitId}
          without={personId}
          chosen={other}
          error={isTried && errors.other ? w.errors[errors.other] : undefined}
          onChoose={(chosen) => {
            setOther(chosen);
            setForm({ ...form, otherPersonId: chosen.personId });
          }}
        />
        <Days form={form} errors={isTried ? errors : {}} onChange={setForm} />
        {problem && <ProblemNote problem={problem} title={w.saveFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {other ? w.saveAs(w.kinds[form.kind], other.name) : w.save}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface KindsProps {
  readonly chosen: RelationForm["kind"];
  onChoose: (kind: RelationForm["kind"]) => void;
}

function Kinds({ chosen, onChoose }: KindsProps) {
  const w = useWords(personWords);
  return (
    <fieldset class="f">
      <legend>{w.kind}</legend>
      <div class="seg">
        {kinds.map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={kind === chosen} onChange={() => onChoose(kind)} />
            <span>{w.kinds[kind]}</span>
          </label>
        ))}
      </div>
      <p class="hint">{w.kindTexts[chosen]}</p>
    </fieldset>
  );
}

interface DaysProps {
  readonly form: RelationForm;
  readonly errors: ReturnType<typeof relationErrors>;
  onChange: (form: RelationForm) => void;
}

function Days({ form, errors, onChange }: DaysProps) {
  const w = useWords(personWords);
  return (
    <>
      <div class="two">
        <DateField
          label={w.from}
          error={errors.from && w.errors[errors.from]}
          value={form.validFrom}
          onChange={(validFrom) => onChange({ ...form, validFrom })}
        />
        <DateField
          label={w.to}
          isOptional={form.kind !== "ACTING"}
          error={errors.to && w.errors[errors.to]}
          value={form.validTo}
          onChange={(validTo) => onChange({ ...form, validTo })}
        />
      </div>
      <DecreeField
        label={w.decree}
        hint={w.decreeHint}
        error={errors.decree && w.errors[errors.decree]}
        most={120}
        value={form.decree}
        onChange={(decree) => onChange({ ...form, decree })}
      />
    </>
  );
}
