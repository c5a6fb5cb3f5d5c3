import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { type Holder, IssueSheet } from "./codes.tsx";
import { toCsv } from "./csv.ts";
import { type GapAct, GapTable } from "./gap-table.tsx";
import { gapWords } from "./gap-words.ts";
import { type GapList, gapLists, type GapRow, isMonthly, loadGaps } from "./gaps.ts";
import { useGapText } from "./gap-text.ts";
import { MonthSteps } from "./month-steps.tsx";
import { chosenMonth, lastDay } from "./months.ts";
import { useOffice } from "./office.ts";
import { Answer, Paged, UnitField } from "./parts.tsx";
import { PredicateSheet } from "./predicate-sheet.tsx";
import { RelationSheet } from "./relation-sheet.tsx";
import { type Pages, usePages } from "./use-pages.ts";
import { words } from "./words.ts";

interface Asked {
  readonly list: GapList;
  readonly unitId: string;
  readonly period: string;
  readonly href: (change: Partial<Record<"daftar" | "unit" | "periode", string>>) => string;
}

function useAsked(query: URLSearchParams): Asked {
  const office = useOffice();
  const list = gapLists.find((name) => name === query.get("daftar")) ?? "sandi";
  const unitId = office.units.find((unit) => unit.unitId === query.get("unit"))?.unitId ?? "";
  const period = chosenMonth(query.get("periode"), office.today);
  return {
    list,
    unitId,
    period,
    href: (change) =>
      office.href({
        bagian: "belum",
        daftar: list,
        unit: unitId,
        periode: query.get("periode") ?? undefined,
        ...change,
      }),
  };
}

function useGapPages({ list, unitId, period }: Asked): Pages<GapRow> {
  const { platform } = useApp();
  const { agency, units, today } = useOffice();
  const calls = usePeopleCalls();
  const end = lastDay(period);
  const onDate = end < today ? end : today;
  const unitName = (id: string) => units.find((unit) => unit.unitId === id)?.name ?? "";
  const query = { list, agencyId: agency.agencyId, unitId, period, onDate, unitName };
  const key = [list, agency.agencyId, unitId, isMonthly(list) ? period : today].join(" ");
  return usePages(key, (pageToken) => loadGaps[list](calls, platform.api.names, query, pageToken));
}

export function GapsTab({ query }: { query: URLSearchParams }) {
  const asked = useAsked(query);
  const { list, unitId, period, href } = asked;
  const w = useWords(gapWords);
  const pages = useGapPages(asked);
  const [act, setAct] = useState<GapAct | undefined>(undefined);
  return (
    <>
      <Head asked={asked} pages={pages} onAct={setAct} />
      <nav class="lists" aria-label={w.lists}>
        <ul>
          {gapLists.map((name) => (
            <li key={name}>
              <a href={href({ daftar: name })} aria-current={name === list ? "page" : undefined}>
                {w.names[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="filters">
        <UnitField
          value={unitId}
          hint={list === "evaluasi" && unitId !== "" ? w.oneUnit : undefined}
          onChange={(unit) => navigate(href({ unit }), "replace")}
        />
        {isMonthly(list) && <MonthSteps period={period} hrefOf={(periode) => href({ periode })} />}
        <Download list={list} rows={pages.rows} />
      </div>
      <Paged pages={pages} empty={<Nothing list={list} />}>
        {(rows) => <GapTable rows={rows} onAct={setAct} />}
      </Paged>
      <Acting act={act} period={period} onClose={() => setAct(undefined)} reload={pages.reload} />
    </>
  );
}

function Nothing({ list }: { list: GapList }) {
  const w = useWords(gapWords);
  return (
    <div class="card">
      <Empty icon="done" title={w.none[list]}>
        <p>{list === "evaluasi" ? w.emptyEvaluation : w.emptyText}</p>
      </Empty>
    </div>
  );
}

interface HeadProps {
  readonly asked: Asked;
  readonly pages: Pages<GapRow>;
  onAct: (act: GapAct) => void;
}

/** As many codes as one call may ask for. */
const codesAtOnce = 200;

const holderOf = ({ personId, person, unitName }: GapRow): Holder => ({ personId, person, unitName, recovers: false });

function Head({ asked: { list, period }, pages, onAct }: HeadProps) {
  const w = useWords(gapWords);
  const { f } = useApp();
  const { agency, mayAct } = useOffice();
  const { rows, hasMore, total } = pages;
  const count = total ?? rows?.length ?? 0;
  const title = () => {
    if (rows === undefined) return w.loading;
    if (count === 0 && !hasMore) return w.none[list];
    return w.titles[list](total === undefined && hasMore ? w.atLeast(count) : f.number(count));
  };
  const holders = (rows ?? []).slice(0, codesAtOnce).map(holderOf);
  return (
    <Answer
      eye={isMonthly(list) ? w.eyeMonth(agency.name, f.monthYear(period)) : w.eye(agency.name)}
      title={title()}
      acts={
        list === "sandi" && mayAct && holders.length > 0 ? (
          <div class="dock">
            <button type="button" class="btn go" onClick={() => onAct({ act: "codes", holders })}>
              <Icon name="lock" />
              {w.issueAll(holders.length)}
            </button>
          </div>
        ) : undefined
      }
    >
      <p>{w.help[list]}</p>
    </Answer>
  );
}

function Download({ list, rows }: { list: GapList; rows: readonly GapRow[] | undefined }) {
  const w = useWords(gapWords);
  const shared = useWords(words);
  const { today } = useOffice();
  const textOf = useGapText();
  if (rows === undefined || rows.length === 0) return null;
  const save = () => {
    const lines = rows.map((row) => [
      row.person?.name ?? shared.someone,
      row.person?.nipSuffix ?? "",
      row.unitName,
      textOf(row),
      row.assessor?.name ?? "",
    ]);
    saveFile(toCsv(w.csv, lines), w.csvName(list, today));
  };
  return (
    <button type="button" class="btn" onClick={save}>
      <Icon name="save" />
      {shared.download}
    </button>
  );
}

interface ActingProps {
  readonly act: GapAct | undefined;
  readonly period: string;
  onClose: () => void;
  reload: () => void;
}

function Acting({ act, period, onClose, reload }: ActingProps): ComponentChildren {
  const done = () => {
    onClose();
    reload();
  };
  if (act?.act === "codes") return <IssueSheet holders={act.holders} onClose={onClose} onDone={reload} />;
  if (act?.act === "superior") {
    return <RelationSheet person={act.row} unitId={act.row.unitId} onClose={onClose} onDone={done} />;
  }
  if (act?.act === "predicate") {
    return <PredicateSheet row={act.row} period={period} onClose={onClose} onDone={done} />;
  }
  return null;
}
