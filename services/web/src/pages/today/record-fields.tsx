import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Quantity } from "../../components/quantity.tsx";
import { type EntryKind } from "../../api/types.ts";
import { type Draft, type DraftErrors, type DraftField, evidenceOf } from "../../entries/draft.ts";
import { useApp, useMe } from "../../state/context.ts";
import { minutesOf } from "../../time/dates.ts";
import { EvidenceField } from "./evidence-field.tsx";
import { placeOf, places } from "./place.ts";

interface FieldsProps {
  readonly draft: Draft;
  readonly errors: DraftErrors;
  onChange: (part: Partial<Draft>) => void;
}

function useErrorText(errors: DraftErrors): (field: DraftField) => string | undefined {
  const { t } = useApp();
  return (field) => {
    const error = errors[field];
    return error === undefined ? undefined : t.record.errors[error];
  };
}

/** What one needs in most entries: the work and its time. */
export function MainFields(props: FieldsProps) {
  const { t } = useApp();
  const { draft, errors, onChange } = props;
  const textOf = useErrorText(errors);
  return (
    <>
      <Field label={t.record.description} hint={t.record.descriptionHint} error={textOf("description")}>
        <textarea
          class="in"
          rows={2}
          maxLength={1000}
          value={draft.description}
          onInput={(event) => onChange({ description: event.currentTarget.value })}
        />
      </Field>
      {draft.timing === "span" ? <SpanFields {...props} /> : <MinutesField {...props} />}
    </>
  );
}

function SpanFields({ draft, errors, onChange }: FieldsProps) {
  const { t, f } = useApp();
  const textOf = useErrorText(errors);
  const minutes = (minutesOf(draft.endsAt) ?? 0) - (minutesOf(draft.startsAt) ?? 0);
  const isComplete = draft.startsAt !== "" && draft.endsAt !== "" && minutes > 0;
  return (
    <div class="stack tight">
      <div class="pair">
        <Field label={t.record.starts} error={textOf("startsAt")}>
          <input
            class="in num"
            type="time"
            value={draft.startsAt}
            onInput={(event) => onChange({ startsAt: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.record.ends} error={textOf("endsAt")}>
          <input
            class="in num"
            type="time"
            value={draft.endsAt}
            onInput={(event) => onChange({ endsAt: event.currentTarget.value })}
          />
        </Field>
      </div>
      <div class="line">
        <span class="sm muted num">{isComplete ? f.duration(minutes) : "\u00a0"}</span>
        <button type="button" class="btn link end" onClick={() => onChange({ timing: "minutes" })}>
          {t.record.asMinutes}
        </button>
      </div>
    </div>
  );
}

function MinutesField({ draft, errors, onChange }: FieldsProps) {
  const { t, f } = useApp();
  const textOf = useErrorText(errors);
  const minutes = Number(draft.minutes);
  return (
    <div class="stack tight">
      <Field label={t.record.minutes} error={textOf("minutes")}>
        <input
          class="in num"
          inputMode="numeric"
          maxLength={4}
          value={draft.minutes}
          onInput={(event) => onChange({ minutes: event.currentTarget.value })}
        />
      </Field>
      <div class="line">
        <span class="sm muted num">{Number.isInteger(minutes) && minutes > 0 ? f.duration(minutes) : "\u00a0"}</span>
        <button type="button" class="btn link end" onClick={() => onChange({ timing: "span" })}>
          {t.record.asSpan}
        </button>
      </div>
    </div>
  );
}

const kinds: readonly EntryKind[] = ["PLANNED", "ASSIGNED", "ADDITIONAL", "FREE"];

interface DetailProps extends FieldsProps {
  readonly date: string;
  readonly isOpen: boolean;
}

/** The rest, folded; its closed line says what stands in it. */
export function DetailFields(props: DetailProps) {
  const { t, f } = useApp();
  const { draft, isOpen } = props;
  const evidence = evidenceOf(draft.evidence).length + draft.files.length;
  const facts = [
    t.record.kinds[draft.kind],
    draft.quantity.trim() === "" ? "" : `${draft.quantity} ${draft.quantityUnit}`.trim(),
    draft.place === "" ? "" : t.work.places[draft.place],
    evidence > 0 ? t.today.evidence(evidence) : "",
    draft.workDate === props.date || draft.workDate === "" ? "" : f.tinyDay(draft.workDate),
  ].filter((fact) => fact !== "");
  return (
    <details class="fold" open={isOpen}>
      <summary>
        <Icon name="right" chevron />
        <span>
          {t.record.details}: <span class="light">{facts.join(" · ")}</span>
        </span>
      </summary>
      <div class="stack">
        <ResultFields {...props} />
        <KindFields {...props} />
        <PlaceField {...props} />
        <EvidenceField
          fileIds={draft.files}
          names={draft.fileNames ?? {}}
          onChange={(files) => props.onChange({ files })}
        />
        <MoreFields {...props} />
      </div>
    </details>
  );
}

function ResultFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useApp();
  const textOf = useErrorText(errors);
  return (
    <div class="pair">
      <Field label={t.record.quantity} error={textOf("quantity")} isOptional>
        <Quantity value={draft.quantity} onChange={(quantity) => onChange({ quantity })} />
      </Field>
      <Field label={t.record.unit} error={textOf("quantityUnit")} isOptional>
        <input
          class="in"
          maxLength={40}
          autocapitalize="none"
          placeholder={t.record.unitHint}
          value={draft.quantityUnit}
          onInput={(event) => onChange({ quantityUnit: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}

function KindFields({ draft, errors, onChange }: FieldsProps) {
  const { t } = useApp();
  const textOf = useErrorText(errors);
  return (
    <>
      <Field label={t.record.kind}>
        <select
          class="in"
          value={draft.kind}
          onChange={(event) =>
            onChange({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? "PLANNED" })
          }
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t.record.kinds[kind]}
            </option>
          ))}
        </select>
      </Field>
      {draft.kind === "FREE" && (
        <Field label={t.record.reason} error={textOf("reason")}>
          <input
            class="in"
            maxLength={300}
            value={draft.reason}
            onInput={(event) => onChange({ reason: event.currentTarget.value })}
          />
        </Field>
      )}
    </>
  );
}

function PlaceField({ draft, onChange }: FieldsProps) {
  const { t } = useApp();
  return (
    <Field label={t.work.place} isOptional>
      <select
        class="in"
        value={draft.place}
        onChange={(event) => onChange({ place: placeOf(event.currentTarget.value) })}
      >
        <option value="">{t.work.noPlace}</option>
        {places.map((place) => (
          <option key={place} value={place}>
            {t.work.places[place]}
          </option>
        ))}
      </select>
    </Field>
  );
}

function MoreFields({ draft, errors, date, onChange }: DetailProps) {
  const { t } = useApp();
  const { employments } = useMe();
  const textOf = useErrorText(errors);
  return (
    <>
      <Field label={t.record.evidence} hint={t.record.evidenceHint} error={textOf("evidence")} isOptional>
        <textarea
          class="in"
          rows={2}
          inputMode="url"
          autocapitalize="none"
          spellcheck={false}
          value={draft.evidence}
          onInput={(event) => onChange({ evidence: event.currentTarget.value })}
        />
      </Field>
      <Field label={t.record.date} error={textOf("workDate")}>
        <input
          class="in num"
          type="date"
          max={date}
          value={draft.workDate}
          onInput={(event) => onChange({ workDate: event.currentTarget.value })}
        />
      </Field>
      {employments.length > 1 && (
        <Field label={t.record.employment}>
          <select
            class="in"
            value={draft.employmentId}
            onChange={(event) => onChange({ employmentId: event.currentTarget.value })}
          >
            {employments.map((post) => (
              <option key={post.employmentId} value={post.employmentId}>
                {post.positionName}, {post.unitName}
              </option>
            ))}
          </select>
        </Field>
      )}
    </>
  );
}
