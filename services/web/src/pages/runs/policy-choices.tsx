import { Note } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Choice, type PolicyContent, type Unverified } from "./policy-document.ts";
import { placesText } from "./policy-places.ts";
import { policyWords } from "./policy-words.ts";
import { ruleWords } from "./rule-words.ts";

interface ContentProps {
  readonly content: PolicyContent;
}

/** What nobody has read in the official text yet: never folded away. */
export function UnverifiedList({ content }: ContentProps) {
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
          <UnverifiedItem key={place} one={one} content={content} />
        ))}
      </ul>
    </section>
  );
}

function UnverifiedItem({ one, content }: ContentProps & { one: Unverified }) {
  const w = useWords(policyWords);
  const about = useAbout(content);
  return (
    <li>
      <div class="stack tight">
        <h3>{about([one.at])}</h3>
        <p class="sm">{one.why}</p>
      </div>
      <dl class="rule-facts sm">
        <div>
          <dt>{w.unverified.needs}</dt>
          <dd>{one.needs}</dd>
        </div>
      </dl>
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
