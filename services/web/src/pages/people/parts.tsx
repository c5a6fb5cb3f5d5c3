import { type ComponentChildren } from "preact";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { type PersonName } from "../../api/types.ts";
import { useApp, useMe } from "../../state/context.ts";
import { dateIn, timeIn } from "../../time/zone.ts";
import { useWords } from "../../i18n/words.ts";
import { useOffice } from "./office.ts";
import { unitOptions } from "./unit-tree.ts";
import { type Pages } from "./use-pages.ts";
import { words } from "./words.ts";

/** An instant in the zone of the reader: 19 Nov 2026, 13.05 WITA. */
export function useInstant(): (instant: string | undefined) => string {
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  return (instant) => {
    if (instant === undefined) return "";
    const ms = Date.parse(instant);
    return `${f.date(dateIn(zone, ms))}, ${f.time(timeIn(zone, ms))} ${zone}`;
  };
}

/** Acts of the platform itself are written down as "system/…". */
export const isPerson = (id: string): boolean => /^[0-9a-f-]{36}$/.test(id);

/** 1,2 MB */
export function useSize(): (bytes: number) => string {
  const { f } = useApp();
  return (bytes) =>
    bytes < 1_000_000
      ? `${f.number(Math.max(1, Math.round(bytes / 1_000)))} kB`
      : `${f.number(Math.round(bytes / 100_000) / 10)} MB`;
}

/** Who: name, and what tells two people of one name apart. */
export function Person({ person }: { person: PersonName | undefined }) {
  const w = useWords(words);
  if (person === undefined) return <>{w.someone}</>;
  return (
    <span>
      {person.name}
      <small class="num">{w.nipEnds(person.nipSuffix)}</small>
    </span>
  );
}

interface AnswerProps {
  readonly eye: string;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly acts?: ComponentChildren;
}

/** The answer of a part, with its acts beside it. */
export function Answer({ eye, title, children, acts }: AnswerProps) {
  return (
    <div class="head">
      <div class="ans">
        <p class="eye">{eye}</p>
        <h1>{title}</h1>
        {children}
      </div>
      {acts}
    </div>
  );
}

interface UnitFieldProps {
  readonly value: string;
  readonly hint?: string | undefined;
  onChange: (unitId: string) => void;
}

export function UnitField({ value, hint, onChange }: UnitFieldProps) {
  const w = useWords(words);
  const { units } = useOffice();
  return (
    <label class="f filter">
      <span>{w.unit}</span>
      <select class="in" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{w.allUnits}</option>
        {unitOptions(units).map(({ unitId, name, depth }) => (
          <option key={unitId} value={unitId}>
            {"\u2003".repeat(depth) + name}
          </option>
        ))}
      </select>
      {hint !== undefined && <span class="hint">{hint}</span>}
    </label>
  );
}

interface PagedProps<Row> {
  readonly pages: Pages<Row>;
  /** Lines of the skeleton. */
  readonly lines?: number;
  readonly empty: ComponentChildren;
  readonly children: (rows: readonly Row[]) => ComponentChildren;
}

/** A list with all its states: loading, failed, empty, and more to come. */
export function Paged<Row>({ pages, lines = 6, empty, children }: PagedProps<Row>) {
  const w = useWords(words);
  const { rows, hasMore, isBusy, problem, more, reload } = pages;
  return (
    <>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {rows === undefined && !problem && <Skeleton lines={lines} tall />}
      {rows !== undefined && (rows.length === 0 && !hasMore ? empty : children(rows))}
      {hasMore && (
        <button type="button" class="btn" disabled={isBusy} onClick={() => void more()}>
          <Icon name="plus" />
          {w.more}
        </button>
      )}
    </>
  );
}
