import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Icon } from "../../components/icon.tsx";
import { Field } from "../../components/field.tsx";
import { ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { type ExportCalls, type ExportSetting, type SettingKey, type Settings } from "./exports-calls.ts";
import { exportWords } from "./exports-words.ts";
import { useMoment } from "./moment.ts";

interface ExportSettingsProps {
  readonly calls: ExportCalls;
  /** Makers and approvers of pay; others see them. */
  readonly canSet: boolean;
}

/** What files must know of the agency; read only when somebody opens it. */
export function ExportSettings({ calls, canSet }: ExportSettingsProps) {
  const w = useWords(exportWords).settings;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" chevron />
        {w.title}
      </summary>
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
      {value && <Known calls={calls} canSet={canSet} settings={value} onSaved={reload} />}
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

interface KnownProps extends ExportSettingsProps {
  readonly settings: Settings;
  onSaved: () => void;
}

function Known({ settings: { settings, keys }, ...rest }: KnownProps) {
  const w = useWords(exportWords).settings;
  const labelOf = useLabel(keys);
  const names = useNames(settings.flatMap(({ setBy, proposedBy }) => [setBy, proposedBy]));
  if (settings.length === 0) return <p class="sm">{w.none}</p>;
  return (
    <ul class="list">
      {settings.map((setting) => (
        <SettingItem
          key={`${setting.key}/${setting.validFrom}/${String(setting.inForce)}`}
          setting={setting}
          label={labelOf(setting.key)}
          names={names}
          {...rest}
        />
      ))}
    </ul>
  );
}

interface SettingItemProps extends ExportSettingsProps {
  readonly setting: ExportSetting;
  readonly label: string;
  readonly names: Names;
  onSaved: () => void;
}

/** What it says, from when, by whom; what steers money waits for a second person. */
function SettingItem({ setting, label, names, canSet, calls, onSaved }: SettingItemProps) {
  const w = useWords(exportWords);
  const { f } = useApp();
  const { key, value, validFrom, inForce, setBy, setAt, proposedBy } = setting;
  const { personId } = useMe();
  const moment = useMoment();
  const [who, first] = [names.of(setBy, w.someone), names.of(proposedBy, w.someone)];
  const said = inForce ? (proposedBy === "" ? w.settings.by : w.settings.approved(first)) : w.settings.proposed;
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{label}</h3>
        <p class="m">
          <code>{key}</code> · <span class="pre">{value === "" ? w.settings.ended : value}</span>
        </p>
        <p class="m">{said(who, moment(setAt))}</p>
      </div>
      <State tone={inForce ? "ok" : "wait"} icon={inForce ? "done" : "clock"}>
        {inForce ? w.settings.since(f.date(validFrom)) : w.settings.waits(f.date(validFrom))}
      </State>
      {!inForce && canSet && setBy !== personId && <Approve calls={calls} setting={setting} onSaved={onSaved} />}
    </li>
  );
}

/** The second person says the very same. */
function Approve({ calls, setting, onSaved }: Pick<SettingItemProps, "calls" | "setting" | "onSaved">) {
  const w = useWords(exportWords).settings;
  const act = useAct();
  const { key, value, validFrom } = setting;
  return (
    <div class="full stack tight">
      {act.problem && <ProblemNote problem={act.problem} />}
      <button
        type="button"
        class="btn"
        aria-label={w.approveNamed(key)}
        aria-busy={act.isBusy}
        disabled={act.isBusy}
        onClick={() => void act.run(() => calls.set(key, value, validFrom), w.saved, onSaved)}
      >
        {w.approve}
      </button>
    </div>
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
