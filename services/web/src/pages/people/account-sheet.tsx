import { useRef, useState } from "preact/hooks";
import { type PersonName } from "../../api/types.ts";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ActForm } from "../../components/act-form.tsx";
import { useWords } from "../../i18n/words.ts";
import { useAct } from "../../state/use-act.ts";
import { accountErrors, type AccountField, type AccountForm, accountWish } from "./account-form.ts";
import { accountWords } from "./account-words.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { PersonPicker } from "./person-picker.tsx";
import { DateField } from "./typed-fields.tsx";

interface AccountSheetProps {
  /** Whose; chosen in the sheet when it isn't known. */
  readonly person: PersonName | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Proposes where somebody is paid; it counts after a second officer confirmed it. */
export function AccountSheet({ person, onClose, onDone }: AccountSheetProps) {
  const w = useWords(accountWords);
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const act = useAct();
  const [first] = useState<AccountForm>({
    ...{ personId: person?.personId ?? "", bankName: "", accountNumber: "", holderName: "" },
    ...{ validFrom: today, decree: "" },
  });
  const [form, setForm] = useState(first);
  const [chosen, setChosen] = useState(person);
  const [isTried, setTried] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const wrong = accountErrors(form);
  const errorOf = (field: AccountField) => (isTried && wrong.includes(field) ? w.errors[field] : undefined);

  const propose = () => {
    setTried(true);
    if (wrong.length > 0) focusFirstError(element.current);
    else
      void act.run(
        () => calls.proposeAccount(agency.agencyId, accountWish(form)),
        w.proposed(chosen?.name ?? ""),
        onDone,
      );
  };

  return (
    <Sheet title={w.propose} eye={person?.name ?? agency.name} isDirty={form !== first} onClose={onClose}>
      <p class="sm">{w.proposeText}</p>
      <ActForm form={element} isBusy={act.isBusy} onSubmit={propose}>
        {person === undefined && (
          <PersonPicker
            label={w.whose}
            unitId=""
            without=""
            chosen={chosen}
            error={errorOf("person")}
            onChoose={(one) => {
              setChosen(one);
              setForm({ ...form, personId: one.personId });
            }}
          />
        )}
        <Fields form={form} errorOf={errorOf} onChange={setForm} />
        {act.problem && <ProblemNote problem={act.problem} title={w.proposeFailed} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {chosen ? w.proposeFor(chosen.name) : w.propose}
        </button>
      </ActForm>
    </Sheet>
  );
}

interface FieldsProps {
  readonly form: AccountForm;
  readonly errorOf: (field: AccountField) => string | undefined;
  onChange: (form: AccountForm) => void;
}

function Fields({ form, errorOf, onChange }: FieldsProps) {
  const w = useWords(accountWords);
  const texts = [
    ["bankName", w.bankName, w.bankHint, 80],
    ["accountNumber", w.number, w.numberHint, 40],
    ["holderName", w.holderName, w.holderHint, 120],
    ["decree", w.decree, w.decreeHint, 120],
  ] as const;
  return (
    <>
      {texts.map(([field, label, hint, maxLength]) => (
        <Field key={field} label={label} hint={hint} error={errorOf(field)}>
          <input
            class="in"
            autocomplete="off"
            inputMode={field === "accountNumber" ? "numeric" : undefined}
            maxLength={maxLength}
            value={form[field]}
            onInput={(event) => onChange({ ...form, [field]: event.currentTarget.value })}
          />
        </Field>
      ))}
      <DateField
        label={w.validFrom}
        error={errorOf("validFrom")}
        value={form.validFrom}
        onChange={(validFrom) => onChange({ ...form, validFrom })}
      />
    </>
  );
}
