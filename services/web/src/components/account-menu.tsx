import { useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { type Me } from "../api/types.ts";
import { hasOffice } from "../navigation.ts";
import { navigate } from "../router.ts";
import { useApp } from "../state/context.ts";
import { type Settings } from "../state/settings.ts";
import { Icon } from "./icon.tsx";
import { languages } from "./language-switch.tsx";
import { Note, ProblemNote } from "./parts.tsx";
import { Sheet } from "./sheet.tsx";

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ legend, name, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset class="f">
      <legend>{legend}</legend>
      <div class="seg">
        {options.map(([option, label]) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
            <span lang={name === "language" ? option : undefined}>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Choices({ me }: { me: Me }) {
  const { t, settings, changeSettings } = useApp();
  const themes = t.accountMenu.themes;
  return (
    <>
      {hasOffice(me) && (
        <Choice<Settings["desk"]>
          legend={t.accountMenu.desk}
          name="desk"
          value={settings.desk}
          options={[
            ["own", t.accountMenu.desks.own],
            ["office", t.accountMenu.desks.office],
          ]}
          onChange={(desk) => changeSettings({ desk })}
        />
      )}
      <Choice<Settings["language"]>
        legend={t.accountMenu.language}
        name="language"
        value={settings.language}
        options={languages}
        onChange={(language) => changeSettings({ language })}
      />
      <Choice<Settings["theme"]>
        legend={t.accountMenu.theme}
        name="theme"
        value={settings.theme}
        options={[
          ["system", themes.system],
          ["light", themes.light],
          ["dark", themes.dark],
        ]}
        onChange={(theme) => changeSettings({ theme })}
      />
    </>
  );
}

export function AccountMenu({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t, session, outbox } = useApp();
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const unsent = outbox.items.filter((item) => item.personId === me.personId && item.status !== "acknowledged").length;

  const leave = async () => {
    setBusy(true);
    try {
      await session.signOut();
      onClose();
      navigate("/masuk");
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };

  return (
    <Sheet title={me.name} eye={t.accountMenu.nipEnds(me.nipSuffix)} onClose={onClose}>
      {me.employments.map((post) => (
        <p key={post.employmentId} class="sm">
          <b>{post.positionName}</b>
          <br />
          {post.unitName} · {post.zone}
        </p>
      ))}
      <Choices me={me} />
      {unsent > 0 && (
        <Note tone="wait" icon="save">
          <p>{t.accountMenu.unsent(unsent)}</p>
        </Note>
      )}
      {problem && <ProblemNote problem={problem} title={t.accountMenu.signOutFailed} />}
      <button type="button" class="btn wide" disabled={isBusy} onClick={() => void leave()}>
        <Icon name="out" />
        {t.accountMenu.signOut}
      </button>
    </Sheet>
  );
}
