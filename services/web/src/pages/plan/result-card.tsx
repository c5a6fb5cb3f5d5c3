import { useId } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, Note } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { waysOf, type Way } from "./chains.ts";
import { type Names } from "./parts.tsx";
import { type ChainLink, type Indicator, type ShownSkp, type WorkResult } from "./types.ts";
import { words } from "./words.ts";

interface ResultsProps {
  readonly shown: ShownSkp;
  readonly names: Names;
  /** The reader is who carries them. */
  readonly isOwn: boolean;
  /** What the service found missing, by place of the result. */
  readonly faults?: ReadonlyMap<number, string>;
}

/** All results of an SKP, each with its way up. */
export function Results({ shown: { skp, chains }, names, isOwn, faults }: ResultsProps) {
  const w = useWords(words);
  const ways = waysOf(chains);
  const { results } = skp.content;
  if (results.length === 0) {
    return (
      <div class="card">
        <Empty title={w.noResults}>
          <p>{w.noResultsText}</p>
        </Empty>
      </div>
    );
  }
  return (
    <>
      {results.map((result, at) => (
        <ResultCard
          key={result.rhkId}
          result={result}
          nr={results.slice(0, at + 1).filter(({ kind }) => kind === result.kind).length}
          way={ways.get(result.rhkId ?? "")}
          names={names}
          isOwn={isOwn}
          isOpen={at === 0}
          fault={faults?.get(at)}
        />
      ))}
    </>
  );
}

interface CardProps {
  readonly result: WorkResult;
  readonly nr: number;
  readonly way: Way | undefined;
  readonly names: Names;
  readonly isOwn: boolean;
  readonly isOpen: boolean;
  readonly fault: string | undefined;
}

function ResultCard({ result, nr, way, names, isOwn, isOpen, fault }: CardProps) {
  const w = useWords(words);
  const id = useId();
  const assigner = names.units.get(result.assignedByUnitId ?? "")?.name;
  return (
    <article class="card stack" aria-labelledby={id}>
      <header>
        <div>
          <p class="xs muted">{w.kind[result.kind](nr)}</p>
          <h2 id={id}>{result.text}</h2>
          {assigner !== undefined && <p class="xs muted">{w.assignedBy(assigner)}</p>}
        </div>
      </header>
      {fault !== undefined && (
        <Note tone="bad" icon="warn">
          <p>{fault}</p>
        </Note>
      )}
      {way && <Origin way={way} result={result} names={names} isOwn={isOwn} isOpen={isOpen} />}
      <Indicators indicators={result.indicators} />
    </article>
  );
}

type OriginProps = Pick<CardProps, "result" | "names" | "isOwn" | "isOpen"> & { readonly way: Way };

function Origin({ way, result, names, isOwn, isOpen }: OriginProps) {
  const w = useWords(words);
  const top = way.above[0];
  if (top === undefined) {
    return <p class="sm muted">{result.kind === "TAMBAHAN" ? w.additional : w.unlinked}</p>;
  }
  return (
    <>
      <details class="fold" open={isOpen}>
        <summary>
          <Icon name="right" chevron />
          {w.originOf(top.text === "" ? w.unreadable : top.text)}
        </summary>
        <Chain way={way} names={names} isOwn={isOwn} />
      </details>
      {way.isProvisional && (
        <Note tone="wait" icon="info" title={w.provisional}>
          <p>{w.provisionalText}</p>
        </Note>
      )}
      {!way.isAnchored && !way.isProvisional && result.kind === "UTAMA" && <p class="sm muted">{w.unanchored}</p>}
    </>
  );
}

function Chain({ way, names, isOwn }: { way: Way; names: Names; isOwn: boolean }) {
  const w = useWords(words);
  const labelOf = ({ kind, unitId, personId }: ChainLink): string => {
    if (kind === "AGREEMENT_INDICATOR") return w.agreementOf(names.units.get(unitId)?.name ?? "");
    const person = names.people.get(personId);
    const label = w.rhkOf(person?.positionName || person?.name || w.someone);
    return kind === "PROVISIONAL" ? `${label} · ${w.provisionalLink}` : label;
  };
  return (
    <ol class="chain" aria-label={w.origin}>
      {way.above.map((link) => (
        <li key={link.level} class={link.kind === "PROVISIONAL" ? "lean" : undefined}>
          <span>{labelOf(link)}</span>
          {link.text === "" ? w.unreadable : link.text}
        </li>
      ))}
      <li>
        <span>{isOwn ? w.ownRhk : w.rhkOfOwner}</span>
        <b>{way.own?.text}</b>
      </li>
    </ol>
  );
}

function Indicators({ indicators }: { indicators: readonly Indicator[] }) {
  const w = useWords(words);
  if (indicators.length === 0) return <p class="sm muted">{w.noIndicators}</p>;
  return (
    <ul class="list measures">
      {indicators.map((indicator) => (
        <li key={indicator.indicatorId}>
          <p class="sm measure">
            {indicator.aspect && <span class="tag">{w.aspects[indicator.aspect]}</span>}
            {indicator.perspective && <span class="tag">{w.perspectives[indicator.perspective]}</span>}
            <span>{indicator.text}</span>
          </p>
          <p class="xs muted num">{w.target(indicator.target, indicator.unit)}</p>
        </li>
      ))}
    </ul>
  );
}
