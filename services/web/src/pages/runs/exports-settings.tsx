import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field } from "../../components/field.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { type ExportCalls, type ExportSetting, type SettingKey, type Settings } from "./exports-calls.ts";
import { exportWords } from "./exports-words.ts";

interface ExportSettingsProps {
  readonly calls: ExportCalls;
  /** The maker of pay; others see them. */
  readonly canSet: boolean;
}

/** What files must know of the agency; read only when somebody opens it. */
export function ExportSettings({ calls, canSet }: ExportSettingsProps) {
  const w = useWords(exportWords).settings;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.title}</summary>
      {isOpen && <Open calls={calls} canSet={canSet} />}
    </details>
  );
}

function Open({ calls, canSet }: ExportSettingsProps) {
  const w = useWords(exportWords).settings;
  const { value, problem, reload } = useLoad(() => calls.settings(), [calls]);
  return (
    <div class="stack">
      <p class="sm muted">{w.text}</p>
      {problem && <ProblemNote problem={problem} onRetry={reload} />}
      {!value && !problem && <Skeleton lines={3} />}
      {value && <Known settings={value} />}
      {value && canSet && <Form calls={calls} keys={value.keys} onSaved={reload} />}
    </div>
  );
}

const isSame = (key: string, pattern: string): boolean =>
  pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern;

function useLabel(keys: readonly SettingKey[]): (key: string) => string {
  const { settings } = useApp();
  return (key) => {
    const label = keys.find((one) => isSame(key, one.key))?.label;
    return (settings.language === "id" ? label?.indonesian : label?.english) ?? key;
  };
}

function Known({ settings: { settings, keys } }: { readonly settings: Settings }) {
  const w = useWords(exportWords).settings;
  const { f } = useApp();
  const labelOf = useLabel(keys);
  const shown = ({ value, validFrom }: ExportSetting): string =>
    `${value === "" ? w.ended : value} · ${w.since(f.date(validFrom))}`;
  if (settings.length === 0) return <p class="sm">{w.none}</p>;
  return (
    <dl class="kv sm">
      {settings.map((setting) => (
        <div key={`${setting.key}/${setting.validFrom}`}>
          <dt>
            {labelOf(setting.key)} <code>{setting.key}</code>
          </dt>
          <dd>{shown(setting)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FormProps {
  readonly calls: ExportCalls;
  readonly keys: readonly SettingKey[];
  onSaved: () => void;
}

function Form({ calls, keys, onSaved }: FormProps) {
  const w = useWords(exportWords).settings;
  const today = useDate(useMe().employments[0]?.zone ?? "WIB");
  const labelOf = useLabel(keys);
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [key, setKey] = useState(keys[0]?.key ?? "");
  const [part, setPart] = useState("");
  const [value, setValue] = useState("");
  const [from, setFrom] = useState(today);
  const needsPart = key.endsWith("*");
  const whole = needsPart ? `${key.slice(0, -1)}${part}` : key;
  const saved = () => {
    setValue("");
    onSaved();
  };
  return (
    <ActForm
      form={form}
      isBusy={act.isBusy}
      onSubmit={() => void act.run(() => calls.set(whole, value.trim(), from), w.saved, saved)}
    >
      <Field label={w.key}>
        <select class="in" value={key} onChange={(event) => setKey(event.currentTarget.value)}>
          {keys.map((one) => (
            <option key={one.key} value={one.key}>
              {labelOf(one.key)}
            </option>
          ))}
        </select>
      </Field>
      {needsPart && (
        <Field label={w.part} hint={w.partHint}>
          <input
            class="in"
            required
            pattern="[a-z0-9_]{1,60}"
            value={part}
            onInput={(event) => setPart(event.currentTarget.value)}
          />
        </Field>
      )}
      <Field label={w.value} hint={w.valueHint}>
        <textarea
          class="in"
          rows={2}
          maxLength={4000}
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </Field>
      <Field label={w.from}>
        <input class="in" type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </Field>
      {act.problem && <ProblemNote problem={act.problem} />}
      <button class="btn" aria-busy={act.isBusy}>
        {w.save}
      </button>
    </ActForm>
  );
}
