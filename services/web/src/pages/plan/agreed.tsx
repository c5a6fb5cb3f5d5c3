import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { annexes, behaviourValues } from "./draft.ts";
import { type Names } from "./parts.tsx";
import { type Skp } from "./types.ts";
import { valueWords } from "./values.ts";
import { words } from "./words.ts";

/** Who assesses, from when until when, and the annexes. */
export function Agreed({ skp, names }: { skp: Skp; names: Names }) {
  const w = useWords(words);
  const { f } = useApp();
  const unit = names.units.get(skp.unitId)?.name ?? "";
  const filled = annexes.filter((annex) => skp.content[annex].length > 0);
  return (
    <section class="card" aria-labelledby="h-agreed">
      <header>
        <h2 id="h-agreed">{w.agreed}</h2>
      </header>
      <dl class="kv">
        <div>
          <dt>{w.assessor}</dt>
          <dd>{names.people.get(skp.assessorId)?.name ?? w.noAssessor}</dd>
        </div>
        <div>
          <dt>{w.span}</dt>
          <dd>
            {f.date(skp.validFrom)} – {f.date(skp.validTo)}
          </dd>
        </div>
      </dl>
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          {w.wrongAssessor}
        </summary>
        <p class="sm">{w.wrongAssessorText(unit)}</p>
      </details>
      {filled.map((annex) => (
        <div key={annex} class="annex">
          <h3 class="sm">{w[annex]}</h3>
          <ul class="dots sm">
            {skp.content[annex].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {filled.length === 0 && <p class="sm muted annex">{w.nothingAgreed}</p>}
    </section>
  );
}

/** Special expectations of the leader, and the guide to all seven values. */
export function Behaviour({ skp }: { skp: Skp }) {
  const w = useWords(words);
  const { expectations } = skp.content;
  const values = useWords(valueWords);
  return (
    <section class="card stack" aria-labelledby="h-behaviour">
      <header>
        <h2 id="h-behaviour">{w.behaviour}</h2>
      </header>
      {expectations.length === 0 && <p class="sm muted">{w.noSpecial}</p>}
      {expectations.length > 0 && (
        <ul class="stack tight" aria-label={w.special}>
          {expectations.map(({ value, text }) => (
            <li key={value} class="sm">
              <span class="tag">{values[value].name}</span> {text}
            </li>
          ))}
        </ul>
      )}
      <details class="fold">
        <summary>
          <Icon name="right" chevron />
          {w.guide}
        </summary>
        <Guide />
      </details>
    </section>
  );
}

function Guide() {
  const values = useWords(valueWords);
  return (
    <ol class="stack tight sm guide">
      {behaviourValues.map((value) => (
        <li key={value}>
          <b>{values[value].name}</b>
          <ul class="dots">
            {values[value].guides.map((guide) => (
              <li key={guide}>{guide}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
