import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type PolicyContent, type WorkedExample } from "./policy-document.ts";
import { expectedRows, type ExampleRow, givenRows } from "./policy-examples.ts";
import { policyWords } from "./policy-words.ts";
import { ruleWords } from "./rule-words.ts";

/** Worked examples: what is given and what must come out. The policy is refused where one of them fails. */
export function Examples({ content }: { content: PolicyContent }) {
  const w = useWords(policyWords);
  const { tests = [] } = content;
  if (tests.length === 0) return null;
  return (
    <details class="card fold">
      <summary>
        <Icon name="right" chevron />
        {w.examples.title(tests.length)}
      </summary>
      <ul class="rules list">
        {tests.map((example, place) => (
          <Example key={place} example={example} content={content} />
        ))}
      </ul>
    </details>
  );
}

function Example({ example, content }: { example: WorkedExample; content: PolicyContent }) {
  const w = useWords(policyWords);
  const rules = useWords(ruleWords);
  const { f } = useApp();
  const telling = { content, w: rules, f };
  const { name, source, ref, period, flags: codes = [] } = example;
  const expected = [
    ...expectedRows(example, telling, w),
    ...codes.map((code) => ({ name: w.examples.flag, value: w.examples.flags[code] ?? w.examples.flagOther })),
  ];
  return (
    <li>
      <div class="stack tight">
        <h3>{name}</h3>
        <p class="sm muted">
          {w.examples.sources[source] ?? source}
          {period !== undefined && ` · ${f.monthYear(period)}`}
        </p>
        {ref !== undefined && <p class="sm">{ref}</p>}
        <RowList title={w.examples.given} rows={givenRows(example, telling, w)} />
      </div>
      <RowList title={w.examples.expected} rows={expected} />
    </li>
  );
}

function RowList({ title, rows }: { title: string; rows: readonly ExampleRow[] }) {
  return (
    <div class="stack tight">
      <p class="sm">
        <b>{title}</b>
      </p>
      <dl class="rule-facts sm">
        {rows.map(({ name, value }, place) => (
          <div key={place}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
