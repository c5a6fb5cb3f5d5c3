import { useRef, useState } from "preact/hooks";
import { ActForm } from "../../components/act-form.tsx";
import { Field, focusFirstError } from "../../components/field.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { createActs, type Policy } from "./calls.ts";
import { governanceWords } from "./governance-words.ts";

interface ConfirmSheetProps {
  readonly agencyId: string;
  readonly policy: Policy;
  /** As the document names it, and as people call it. */
  readonly at: string;
  readonly title: string;
  readonly needs: string;
  onDone: () => void;
  onClose: () => void;
}

const isShort = (text: string): boolean => Array.from(text.trim()).length < 3;

/** What the official text says at a place that was written from another source. */
export function ConfirmSheet({ agencyId, policy, at, title, needs, onDone, onClose }: ConfirmSheetProps) {
  const w = useWords(governanceWords);
  const { platform } = useApp();
  const act = useAct();
  const [quote, setQuote] = useState("");
  const [source, setSource] = useState(needs);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const submit = () => {
    setTried(true);
    if (isShort(quote) || isShort(source)) {
      focusFirstError(form.current);
      return;
    }
    const finish = () => {
      onDone();
      onClose();
    };
    const read = { at, quote: quote.trim(), source: source.trim() };
    void act.run(() => createActs(platform).confirmPolicyNumber(agencyId, policy, read), w.recorded, finish);
  };

  return (
    <Sheet title={w.sheet} eye={title} isDirty={quote.trim() !== ""} onClose={onClose}>
      <ActForm form={form} isBusy={act.isBusy} onSubmit={submit}>
        <Field label={w.quote} hint={w.quoteHint} error={isTried && isShort(quote) ? w.quoteShort : undefined}>
          <textarea
            class="in"
            rows={4}
            maxLength={4000}
            value={quote}
            onInput={(event) => setQuote(event.currentTarget.value)}
          />
        </Field>
        <Field label={w.source} hint={w.sourceHint} error={isTried && isShort(source) ? w.sourceShort : undefined}>
          <input class="in" maxLength={300} value={source} onInput={(event) => setSource(event.currentTarget.value)} />
        </Field>
        {act.problem && <ProblemNote problem={act.problem} />}
        <button class="btn go wide" aria-busy={act.isBusy}>
          {w.submit}
        </button>
      </ActForm>
    </Sheet>
  );
}
