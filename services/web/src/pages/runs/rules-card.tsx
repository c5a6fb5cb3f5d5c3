import { type ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Cite, type DatedRows, type Notice, type PolicyContent, type Rows, type Rule, type Table, wordingOf } from "./policy-document.ts"; // prettier-ignore
import { ruleWords } from "./rule-words.ts";
import { anomalyFacts, anomalyWords } from "./rules-anomalies.ts";
import { type Grid, gridsOf, tableGrid } from "./rules-grids.ts";
import { conditionText, type Telling } from "./rules-telling.ts";
import { factsOf, isKnown, kindOf } from "./rules.ts";

interface RulesProps {
  readonly content: PolicyContent;
}

/** What is concluded from the data, what a person is to look at, and what is computed: each beside the article that says so. */
export function Rules({ content }: RulesProps) {
  const w = useWords(ruleWords);
  return (
    <>
      <RuleList
        id="h-fact-rules"
        title={w.factsTitle}
        count={w.countFacts}
        rules={content.facts ?? []}
        content={content}
      />
      <RuleList id="h-rules" title={w.title} count={w.count} rules={content.steps} content={content} />
      <Notices content={content} />
      <Anomalies content={content} />
    </>
  );
}

interface RuleListProps extends RulesProps {
  readonly id: string;
  readonly title: string;
  count: (rules: number) => string;
  readonly rules: readonly Rule[];
}

function RuleList({ id, title, count, rules, content }: RuleListProps) {
  if (rules.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span class="num">{count(rules.length)}</span>
      </header>
      <ol class="rules list">
        {rules.map((rule, place) => (
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

function useTelling(content: PolicyContent): Telling {
  const w = useWords(ruleWords);
  const { f } = useApp();
  return useMemo(() => ({ content, w, f }), [content, w, f]);
}

function Notices({ content }: RulesProps) {
  const w = useWords(ruleWords);
  const telling = useTelling(content);
  const { notices = [] } = content;
  if (notices.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-notices">
      <header>
        <h2 id="h-notices">{w.noticesTitle}</h2>
      </header>
      <ul class="rules list">
        {notices.map((notice) => (
          <li key={notice.id}>
            <div class="stack tight">
              <h3>{notice.label}</h3>
              <FactList facts={noticeFacts(notice, telling)} />
            </div>
            <Article cite={notice.cite} content={content} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Anomalies({ content }: RulesProps) {
  const w = useWords(anomalyWords);
  const { f } = useApp();
  return (
    <section class="card" aria-labelledby="h-anomalies">
      <header>
        <h2 id="h-anomalies">{w.title}</h2>
      </header>
      <FactList facts={anomalyFacts(content, w, f)} />
    </section>
  );
}

const noticeFacts = ({ when, severity }: Notice, telling: Telling) => [
  { name: telling.w.noticeIf, value: conditionText(when, telling) },
  { name: telling.w.noticeThen, value: telling.w.severities[severity] ?? severity },
];

interface RuleProps extends RulesProps {
  readonly rule: Rule;
}

function RuleBody({ rule, content }: RuleProps) {
  const telling = useTelling(content);
  const { w, f } = telling;
  const table = rule.table === undefined ? undefined : content.tables[rule.table];
  return (
    <>
      <p>
        <span class="tag">{w.kinds[kindOf(rule)] ?? kindOf(rule)}</span>
      </p>
      {isKnown(rule) ? <FactList facts={factsOf(rule, content, w, f)} /> : <p class="sm muted">{w.unknownKind}</p>}
      {rule.prorate && <p class="sm muted">{w.prorated}</p>}
      {isKnown(rule) && gridsOf(rule, telling).map((grid, place) => <GridTable key={place} grid={grid} />)}
      {table && <TableFolds table={table} content={content} cite={rule.cite} />}
    </>
  );
}

function FactList({ facts }: { facts: readonly { readonly name: string; readonly value: string }[] }) {
  if (facts.length === 0) return null;
  return (
    <dl class="rule-facts sm">
      {facts.map(({ name, value }, place) => (
        <div key={place}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The parts of a sum; an article that the sum cites as well is told once, at the sum. */
function Items({ rule, content }: RuleProps) {
  const w = useWords(ruleWords);
  return (
    <ul class="rule-items" aria-label={rule.rule === "score_sum" ? w.scoreItems : w.items}>
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

function GridTable({ grid: { title, head, rows } }: { grid: Grid }) {
  return (
    <>
      {title !== undefined && <p class="sm muted">{title}</p>}
      <table class="small-table sm" aria-label={title}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells], place) => (
            <tr key={place}>
              <th scope="row">{first}</th>
              {cells.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface TableProps extends ArticleProps {
  readonly table: Table;
}

/** A table has its rows, or rows from one day on and others from another. */
function TableFolds({ table, content, cite }: TableProps) {
  const telling = useTelling(content);
  const { w, f } = telling;
  const { rows, values = [], mid_month: midMonth = "" } = table;
  const isBrief = isSame(table.cite, cite);
  const citeOf = (dated: DatedRows): Cite => dated.cite ?? table.cite;
  const sizeOf = (some: Rows): number => Object.keys(some).length;
  return (
    <>
      {rows && (
        <Fold title={w.tableFold(sizeOf(rows))} grid={tableGrid(table, rows, telling)}>
          <Article cite={table.cite} content={content} isBrief={isBrief} />
        </Fold>
      )}
      {values.map((dated) => (
        <Fold
          key={dated.valid_from}
          title={w.tableFrom(f.fullDay(dated.valid_from), sizeOf(dated.rows))}
          grid={tableGrid(table, dated.rows, telling)}
        >
          <Article cite={citeOf(dated)} content={content} isBrief={isSame(citeOf(dated), cite)} />
        </Fold>
      ))}
      {values.length > 0 && <p class="sm muted">{w.midMonth[midMonth] ?? midMonth}</p>}
    </>
  );
}

function Fold({ title, grid, children }: { title: string; grid: Grid; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {title}
      </summary>
      <div class="stack tight">
        <GridTable grid={grid} />
        {children}
      </div>
    </details>
  );
}
