import { Field } from "../../components/field.tsx";
import { useWords } from "../../i18n/words.ts";
import { annexes, annexFault, behaviourValues, type Draft, expectationFault } from "./draft.ts";
import { editWords } from "./edit-words.ts";
import { valueWords } from "./values.ts";
import { words } from "./words.ts";

interface SectionProps {
  readonly draft: Draft;
  onChange: (draft: Draft) => void;
}

/** Special expectations of the leader, one to a value. */
export function BehaviourFields({ draft, onChange }: SectionProps) {
  const w = useWords(words);
  const e = useWords(editWords);
  const values = useWords(valueWords);
  return (
    <section class="card stack" aria-labelledby="h-behaviour">
      <header>
        <h2 id="h-behaviour">{w.behaviour}</h2>
      </header>
      <p class="sm muted">{e.behaviourHint}</p>
      {behaviourValues.map((value) => {
        const fault = expectationFault(draft.expectations[value]);
        return (
          <Field
            key={value}
            label={values[value].name}
            isOptional
            hint={values[value].guides.join(" · ")}
            error={fault && e.fault[fault]}
          >
            <textarea
              class="in short"
              rows={1}
              maxLength={500}
              value={draft.expectations[value] ?? ""}
              onInput={(event) =>
                onChange({ ...draft, expectations: { ...draft.expectations, [value]: event.currentTarget.value } })
              }
            />
          </Field>
        );
      })}
    </section>
  );
}

/** Resources, accountability, consequences: one item to a line. */
export function AnnexFields({ draft, onChange }: SectionProps) {
  const w = useWords(words);
  const e = useWords(editWords);
  return (
    <section class="card stack" aria-labelledby="h-annex">
      <header>
        <h2 id="h-annex">{e.annex}</h2>
      </header>
      {annexes.map((annex) => {
        const fault = annexFault(draft[annex]);
        return (
          <Field key={annex} label={w[annex]} isOptional hint={e.annexHint} error={fault && e.annexFault[fault]}>
            <textarea
              class="in"
              rows={3}
              value={draft[annex]}
              onInput={(event) => onChange({ ...draft, [annex]: event.currentTarget.value })}
            />
          </Field>
        );
      })}
    </section>
  );
}
