import { Note } from "../../components/parts.tsx";
import { useState } from "preact/hooks";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useNames } from "../../state/use-names.ts";
import { type Place, type Policy } from "./calls.ts";
import { ConfirmSheet } from "./confirm-sheet.tsx";
import { governanceWords } from "./governance-words.ts";
import { type Choice, type PolicyContent, type Unverified } from "./policy-document.ts";
import { placesText } from "./policy-places.ts";
import { policyWords } from "./policy-words.ts";
import { ruleWords } from "./rule-words.ts";

interface ContentProps {
  readonly content: PolicyContent;
}

interface Confirming {
  readonly agencyId: string;
  readonly policy: Policy;
  /** As they stand. */
  readonly places: readonly Place[];
  /** Whether the reader may record a comparison; who drafted may not. */
  readonly canConfirm: boolean;
  onDone: () => void;
}

/** What nobody has read in the official text when it was written: never folded away. */
export function UnverifiedList({ content, ...confirming }: ContentProps & Confirming) {
  const w = useWords(policyWords);
  const { unverified = [] } = content;
  if (unverified.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-unverified">
      <header>
        <h2 id="h-unverified">{w.unverified.title}</h2>
        <span class="num">{w.unverified.count(unverified.length)}</span>
      </header>
      <div class="inset">
        <Note tone="wait" icon="warn">
          <p>{w.unverified.text}</p>
        </Note>
      </div>
      <ul class="rules list">
        {unverified.map((one, place) => (
          <UnverifiedItem key={place} one={one} content={content} {...confirming} />
        ))}
      </ul>
    </section>
  );
}

type UnverifiedItemProps = ContentProps & Confirming & { readonly one: Unverified };

function UnverifiedItem({ one, content, places, ...confirming }: UnverifiedItemProps) {
  const w = useWords(policyWords);
  const g = useWords(governanceWords);
  const [isOpen, setOpen] = useState(false);
  const title = useAbout(content)([one.at]);
  const confirmation = places.find(({ at }) => at === one.at)?.confirmation;
  const names = useNames(confirmation ? [confirmation.confirmedBy] : []);
  const rows = confirmation
    ? [[g.confirmed, confirmation.source], [g.quote, confirmation.quote], [g.by, names.of(confirmation.confirmedBy, g.someone)]]
    : [[w.unverified.needs, one.needs]]; // prettier-ignore
  return (
    <li>
      <div class="stack tight">
        <h3>{title}</h3>
        <p class="sm">{one.why}</p>
        {!confirmation && confirming.canConfirm && (
          <div>
            <button type="button" class="btn" aria-label={g.confirmThis(title)} onClick={() => setOpen(true)}>
              {g.confirm}
            </button>
          </div>
        )}
      </div>
      <dl class="rule-facts sm">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOpen && <ConfirmSheet {...confirming} {...{ title, ...one }} onClose={() => setOpen(false)} />}
    </li>
  );
}

/** Where the law is silent: what was asked and chosen. */
export function Choices({ content }: ContentProps) {
  const w = useWords(policyWords);
  const { choices = [] } = content;
  if (choices.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-choices">
      <header>
        <h2 id="h-choices">{w.choices.title}</h2>
        <span class="num">{w.choices.count(choices.length)}</span>
      </header>
      <ul class="rules list">
        {choices.map((choice) => (
          <ChoiceItem key={choice.id} choice={choice} content={content} />
        ))}
      </ul>
    </section>
  );
}

function ChoiceItem({
  choice: { question, choice, why, confirm_with: who, at },
  content,
}: ContentProps & { choice: Choice }) {
  const w = useWords(policyWords);
  const about = useAbout(content);
  const rows = [
    [w.choices.why, why],
    [w.choices.confirm, who],
    [w.choices.about, about(at)],
  ] as const;
  return (
    <li>
      <div class="stack tight">
        <h3>{question}</h3>
        <p>
          <span class="sm muted">{w.choices.chosen}</span> {choice}
        </p>
      </div>
      <dl class="rule-facts sm">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function useAbout(content: PolicyContent): (places: readonly string[]) => string {
  const w = useWords(policyWords);
  const rules = useWords(ruleWords);
  const { f } = useApp();
  return (places) => placesText(places, { content, w: rules, f }, w);
}
