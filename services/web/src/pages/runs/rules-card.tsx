import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Cite, type PolicyContent, type Rule, type Table, wordingOf } from "./policy-document.ts";
import { ruleWords } from "./rule-words.ts";
import { factsOf, keyText, percentText, rangeText } from "./rules.ts";

interface RulesProps {
  readonly content: PolicyContent;
}

/** What a policy does, step by step, each beside the article that says so. */
export function Rules({ content }: RulesProps) {
  const w = useWords(ruleWords);
  return (
    <section class="card flush" aria-labelledby="h-rules">
      <header>
        <h2 id="h-rules">{w.title}</h2>
        <span class="num">{w.count(content.steps.length)}</span>
      </header>
      <ol class="rules list">
        {content.steps.map((rule, place) => (
          <li key={rule.id}>
            <div class="stack tight">
              <h3>
                <span class="num muted">{place + 1}.</span> {rule.label}
              </h3>
              <RuleBody rule={rule} content={content} />
              {rule.items && <Items rule={rule} content={content} />}
            </div>
            <Article cite={rule.cite} content={content} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RuleProps extends RulesProps {
  readonly rule: Rule;
}

function RuleBody({ rule, content }: RuleProps) {
  const w = useWords(ruleWords);
  const { f } = useApp();
  const table = rule.table === undefined ? undefined : content.tables[rule.table];
  return (
    <>
      <p>
        <span class="tag">{w.kinds[rule.rule] ?? rule.rule}</span>
      </p>
      <dl class="rule-facts sm">
        {factsOf(rule, content, w, f).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rule.prorate && <p class="sm muted">{w.prorated}</p>}
      {rule.brackets && <Brackets rule={rule} content={content} />}
      {table && <Rows table={table} content={content} cite={rule.cite} />}
    </>
  );
}

/** The cuts of a sum; an article that the sum cites as well is told once, at the sum. */
function Items({ rule, content }: RuleProps) {
  const w = useWords(ruleWords);
  return (
    <ul class="rule-items" aria-label={w.items}>
      {rule.items?.map((item) => (
        <li key={item.id} class="stack tight">
          <h4>{item.label}</h4>
          <RuleBody rule={item} content={content} />
          <Article cite={item.cite} content={content} isBrief={isSame(item.cite, rule.cite)} />
        </li>
      ))}
    </ul>
  );
}

const isSame = (one: Cite, other: Cite): boolean => one.legal === other.legal && one.article === other.article;

interface ArticleProps extends RulesProps {
  readonly cite: Cite;
  /** Its wording stands nearby. */
  readonly isBrief?: boolean;
}

/** Where the law says so, and what it says there, if the document carries its words. */
function Article({ cite, content, isBrief }: ArticleProps) {
  const w = useWords(ruleWords);
  const wording = wordingOf(content, cite);
  return (
    <div class="article sm">
      <p class="law">
        {content.legal[cite.legal]?.ref ?? cite.legal}, {cite.article}
      </p>
      {isBrief !== true &&
        (wording === undefined ? <p class="xs muted">{w.noWording}</p> : <blockquote>{wording}</blockquote>)}
    </div>
  );
}

function Brackets({ rule, content }: RuleProps) {
  const w = useWords(ruleWords);
  const { f } = useApp();
  return (
    <table class="small-table sm">
      <thead>
        <tr>
          <th scope="col">{w.brackets.range}</th>
          <th scope="col">{w.brackets.percent}</th>
        </tr>
      </thead>
      <tbody>
        {rule.brackets?.map((bracket) => (
          <tr key={bracket.gte}>
            <th scope="row">{rangeText(bracket, rule, content, w, f)}</th>
            <td>{percentText(bracket.percent, f)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TableRowsProps extends ArticleProps {
  readonly table: Table;
}

/** Classes from the highest down; other keys as the document has them. */
const sorted = (rows: Table["rows"]) =>
  Object.entries(rows).sort(([a], [b]) => (Number.isNaN(Number(a)) ? 0 : Number(b) - Number(a)));

function Rows({ table, content, cite }: TableRowsProps) {
  const w = useWords(ruleWords);
  const { f } = useApp();
  const rows = sorted(table.rows);
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {w.tableFold(rows.length)}
      </summary>
      <div class="stack tight">
        <table class="small-table sm">
          <thead>
            <tr>
              <th scope="col">{content.inputs[table.key]?.label ?? table.key}</th>
              <th scope="col">{w.tableKeys[table.unit] ?? table.unit}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, value]) => (
              <tr key={key}>
                <th scope="row">{keyText(key)}</th>
                <td>{table.unit === "percent" ? percentText(value, f) : f.rupiah(BigInt(value))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Article cite={table.cite} content={content} isBrief={isSame(table.cite, cite)} />
      </div>
    </details>
  );
}
