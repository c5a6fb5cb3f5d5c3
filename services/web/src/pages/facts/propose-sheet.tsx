import { useRef, useState } from "preact/hooks";
import { type PersonName } from "../../api/types.ts";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useOffice } from "../people/office.ts";
import { UnitField } from "../people/parts.tsx";
import { PersonPicker } from "../people/person-picker.tsx";
import { actWords } from "./act-words.ts";
import { type Kind, useFactCalls } from "./calls.ts";
import { FactFields } from "./fact-fields.tsx";
import { useWhom } from "./fact-item.tsx";
import { emptyForm, type FactForm, fieldErrors, formFaults, formOf, wishOf } from "./form.ts";
import { useKinds } from "./kinds.ts";
import { inLanguage } from "./say.ts";
import { type FactRow } from "./use-facts.ts";

/** What is known before the form is filled in: a day of an outage, for example. */
export interface Prefilled {
  readonly unitId: string;
  readonly cells: Readonly<Record<string, string>>;
}

interface ProposeSheetProps {
  /** The kind to begin with; the first one when it is not known. */
  readonly kindName?: string;
  /** The fact that is corrected. */
  readonly fact?: FactRow;
  readonly prefilled?: Prefilled;
  onClose: () => void;
  onDone: () => void;
}

function beginning(kind: Kind, { fact, prefilled }: Pick<ProposeSheetProps, "fact" | "prefilled">): FactForm {
  if (fact) return formOf(kind, fact);
  const form = emptyForm(kind);
  return prefilled ? { ...form, unitId: prefilled.unitId, cells: { ...form.cells, ...prefilled.cells } } : form;
}

/** Says a fact, or corrects one; it counts after a second officer confirmed it. */
export function ProposeSheet(props: ProposeSheetProps) {
  const kinds = useKinds();
  const [name, setName] = useState(props.fact?.kind ?? props.kindName ?? "");
  const kind = kinds.find((one) => one.kind === name) ?? kinds[0];
  if (kind === undefined) return null;
  const isFixed = props.fact !== undefined || props.prefilled !== undefined;
  return <OpenSheet key={kind.kind} {...props} kind={kind} onKind={isFixed ? undefined : setName} />;
}

interface OpenProps extends ProposeSheetProps {
  readonly kind: Kind;
  /** Undefined where the kind is given. */
  readonly onKind: ((name: string) => void) | undefined;
}

function OpenSheet({ kind, onKind, fact, prefilled, onClose, onDone }: OpenProps) {
  const w = useWords(actWords);
  const { language } = useApp().settings;
  const { agency, units } = useOffice();
  const calls = useFactCalls();
  const act = useAct();
  const [first] = useState(() => beginning(kind, { ...(fact && { fact }), ...(prefilled && { prefilled }) }));
  const [form, setForm] = useState(first);
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const whom = useWhom(units);
  const faults = formFaults(kind, form);
  const told = fieldErrors(act.problem?.errors ?? []);
  const errorOf = (name: string): string | undefined => {
    const fault = faults[name];
    return isTried && fault !== undefined ? w.faults[fault] : told[name];
  };
  const send = () => {
    setTried(true);
    if (Object.keys(faults).length > 0) {
      focusFirstError(element.current);
      return;
    }
    const wish = wishOf(kind, form);
    const work = () =>
      fact ? calls.supersede(agency.agencyId, fact.factId, wish) : calls.propose(agency.agencyId, wish);
    void act.run(work, w.proposed, onDone);
  };
  const eye = fact ? `${inLanguage(kind.label, language)} · ${whom(fact)}` : agency.name;
  return (
    <Sheet title={fact ? w.correct : w.propose} eye={eye} isDirty={form !== first} onClose={onClose}>
      <p class="sm">{fact ? w.correctText : w.proposeText}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={send}>
        {onKind && <KindField kind={kind} onKind={onKind} />}
        {!fact && <Whom kind={kind} form={form} error={errorOf("person")} onChange={setForm} />}
        <FactFields
          kind={kind}
          cells={form.cells}
          errorOf={errorOf}
          onChange={(name, value) => setForm({ ...form, cells: { ...form.cells, [name]: value } })}
        />
        <Reason value={form.reason} error={errorOf("reason")} onChange={(reason) => setForm({ ...form, reason })} />
        {act.problem && <ProblemNote problem={act.problem} title={w.proposeFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submit}
        </button>
      </ActForm>
    </Sheet>
  );
}

function KindField({ kind, onKind }: { kind: Kind; onKind: (name: string) => void }) {
  const w = useWords(actWords);
  const { language } = useApp().settings;
  return (
    <Field label={w.kind} hint={inLanguage(kind.purpose, language)}>
      <select class="in" value={kind.kind} onChange={(event) => onKind(event.currentTarget.value)}>
        {useKinds().map((one) => (
          <option key={one.kind} value={one.kind}>
            {inLanguage(one.label, language)}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface WhomProps {
  readonly kind: Kind;
  readonly form: FactForm;
  readonly error: string | undefined;
  onChange: (form: FactForm) => void;
}

function Whom({ kind, form, error, onChange }: WhomProps) {
  const w = useWords(actWords);
  const [chosen, setChosen] = useState<PersonName | undefined>(undefined);
  if (kind.shared)
    return <UnitField value={form.unitId} hint={w.unitHint} onChange={(unitId) => onChange({ ...form, unitId })} />;
  return (
    <PersonPicker
      label={w.whose}
      unitId=""
      without=""
      chosen={chosen}
      error={error}
      onChoose={(person) => {
        setChosen(person);
        onChange({ ...form, personId: person.personId });
      }}
    />
  );
}

interface ReasonProps {
  readonly value: string;
  readonly error: string | undefined;
  onChange: (reason: string) => void;
}

export function Reason({ value, error, onChange }: ReasonProps) {
  const w = useWords(actWords);
  return (
    <Field label={w.reason} hint={w.reasonHint} error={error}>
      <textarea
        class="in"
        rows={3}
        maxLength={500}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
