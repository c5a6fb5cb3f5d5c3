import { useState } from "preact/hooks";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Empty, State, type Tone } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { type FindingKind, kindsOf } from "./findings.ts";
import { findingText } from "./finding-words.ts";
import { importWords } from "./import-words.ts";
import { type Finding } from "./types.ts";

const shownLines = 20;

const looks: Record<Finding["severity"], readonly [Tone, IconName]> = {
  ERROR: ["bad", "close"],
  WARNING: ["wait", "warn"],
  INFO: ["info", "info"],
  UNSPECIFIED: ["info", "info"],
};

/** What was found, one kind at a time; the first lines of each open below it. */
export function FindingKinds({ findings }: { findings: readonly Finding[] }) {
  const w = useWords(importWords);
  const kinds = kindsOf(findings);
  return (
    <section class="card flush" aria-labelledby="h-kinds">
      <header>
        <h2 id="h-kinds">{w.findings}</h2>
        {kinds.length > 0 && <span class="num">{kinds.length}</span>}
      </header>
      {kinds.length === 0 ? (
        <Empty icon="done" title={w.noFindings}>
          <p>{w.noFindingsText}</p>
        </Empty>
      ) : (
        <ul class="list">
          {kinds.map((kind) => (
            <li key={`${kind.severity} ${kind.code}`}>
              <Kind kind={kind} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Kind({ kind }: { kind: FindingKind }) {
  const w = useWords(importWords);
  const { settings } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [tone, icon] = looks[kind.severity];
  const { title } = findingText(kind.code, {}, settings.language);
  return (
    <details class="fold kind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <State tone={tone} icon={icon}>
          {w.severity[kind.severity]}
        </State>
        <span class="t">{title}</span>
        <span class="m num">{w.lines(kind.lines)}</span>
        <Icon name="right" chevron />
      </summary>
      {isOpen && <KindLines kind={kind} title={title} />}
    </details>
  );
}

/** Where one sentence fits all lines, it stands once, and the lines are numbers. */
function KindLines({ kind, title }: { kind: FindingKind; title: string }) {
  const w = useWords(importWords);
  const { f, settings } = useApp();
  const { code, findings } = kind;
  const sentence = sharedText(findings);
  if (sentence === undefined) return <LineTable kind={kind} title={title} />;
  const shown = [...new Set(findings.map(({ line }) => line))].slice(0, shownLines);
  return (
    <div class="kind-text sm">
      <p>{findingText(code, sentence, settings.language).detail}</p>
      <p class="muted">
        <code>{findings[0]?.column ?? ""}</code> {w.atLines(shown.map((line) => f.number(line)).join(", "))}
        {kind.lines > shown.length && ` ${w.moreLines(kind.lines - shown.length)}`}
      </p>
    </div>
  );
}

/** The values that all findings share; undefined when they differ. */
function sharedText(findings: readonly Finding[]): Finding["params"] | undefined {
  const [first] = findings;
  if (first === undefined || findings.length === 1) return undefined;
  const key = (finding: Finding): string => JSON.stringify([finding.column, finding.params]);
  return findings.every((finding) => key(finding) === key(first)) ? first.params : undefined;
}

function LineTable({ kind, title }: { kind: FindingKind; title: string }) {
  const w = useWords(importWords);
  const { f, settings } = useApp();
  const shown = kind.findings.slice(0, shownLines);
  return (
    <div>
      <table class="tbl" role="table">
        <caption class="vh">{title}</caption>
        <TableHead words={[w.line, w.column, w.what]} />
        <tbody role="rowgroup">
          {shown.map(({ line, column, code, params }, place) => (
            <tr role="row" key={`${String(line)} ${column} ${String(place)}`}>
              <th role="rowheader" scope="row" class="a num">
                {w.line} {f.number(line)}
              </th>
              <td role="cell" class="b">
                <code>{column || w.wholeLine}</code>
              </td>
              <td role="cell" class="full">
                <span>
                  {findingText(code, params, settings.language).detail}{" "}
                  {params["raw"] !== undefined && <code class="break">{params["raw"]}</code>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {kind.findings.length > shown.length && (
        <p class="xs muted foot">{w.moreLines(kind.findings.length - shown.length)}</p>
      )}
    </div>
  );
}
