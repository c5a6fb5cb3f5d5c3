import { EvidenceFiles } from "../../components/evidence.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Empty, State, type Tone } from "../../components/parts.tsx";
import { needsAuthor, type Row, rowMinutes, type RowState, stateOf } from "../../entries/rows.ts";
import { type Format } from "../../i18n/format.ts";
import { useApp } from "../../state/context.ts";
import { type OpenDialog } from "./dialogs.tsx";
import { RowAdvice } from "./row-advice.tsx";

const looks: Record<RowState, { tone: Tone; icon: IconName }> = {
  sending: { tone: "info", icon: "save" },
  waiting: { tone: "wait", icon: "signal" },
  fix: { tone: "bad", icon: "warn" },
  stored: { tone: "ok", icon: "done" },
  noted: { tone: "ok", icon: "done" },
  approved: { tone: "ok", icon: "check" },
  returned: { tone: "bad", icon: "back" },
  cancelled: { tone: "plain", icon: "cancel" },
};

interface ListProps {
  readonly rows: readonly Row[];
  readonly date: string;
  onOpen: (open: OpenDialog) => void;
}

export function DayList({ rows, date, onOpen, onNew }: ListProps & { onNew: () => void }) {
  const { t } = useApp();
  const today = rows.filter((row) => row.entry.workDate === date);
  const shown = [...today.filter((row) => !isCancelled(row)), ...today.filter(isCancelled)];
  return (
    <section class="card flush" aria-labelledby="h-day">
      <header>
        <h2 id="h-day">{t.today.list}</h2>
        {shown.length > 0 && <span class="num">{t.today.count(shown.length)}</span>}
      </header>
      {shown.length === 0 ? (
        <Empty title={t.today.empty}>
          <p>{t.today.emptyText}</p>
          <button type="button" class="btn soft" onClick={onNew}>
            <Icon name="plus" />
            {t.today.other}
          </button>
        </Empty>
      ) : (
        <ul class="list log">
          {shown.map((row) => (
            <EntryItem key={row.entry.id} row={row} rows={rows} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <div class="plan-more">
        <button type="button" class="btn link" onClick={() => onOpen({ kind: "sheet" })}>
          <Icon name="document" />
          {t.work.sheet.open}
        </button>
      </div>
    </section>
  );
}

const isCancelled = ({ entry }: Row): boolean => entry.cancelled === true;

/** What was returned or doubted on other days, so that it isn't found only at the end of the month. */
export function EarlierList({ rows, date, onOpen }: ListProps) {
  const { t, outbox } = useApp();
  const shown = rows.filter((row) => row.entry.workDate !== date && needsAuthor(stateOf(row, outbox.isHeld)));
  if (shown.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-earlier">
      <header>
        <h2 id="h-earlier">{t.today.earlier}</h2>
        <span class="num">{t.today.count(shown.length)}</span>
      </header>
      <ul class="list log">
        {shown.map((row) => (
          <EntryItem key={row.entry.id} row={row} rows={rows} withDay onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

interface EntryItemProps {
  readonly row: Row;
  readonly rows: readonly Row[];
  readonly withDay?: boolean | undefined;
  onOpen: (open: OpenDialog) => void;
}

/** The service answered that it can't: then it isn't the signal that is missing. */
function StateWord({ state }: { state: RowState }) {
  const { t, outbox } = useApp();
  const { tone, icon } = looks[state];
  const isService = state === "waiting" && (outbox.pause?.problem.status ?? 0) > 0;
  return (
    <State tone={tone} icon={isService ? "clock" : icon}>
      {isService ? t.states.held : t.states[state]}
    </State>
  );
}

function When({ row: { entry }, withDay }: Pick<EntryItemProps, "row" | "withDay">) {
  const { f } = useApp();
  const span = entry.startsAt && entry.endsAt ? f.span(entry.startsAt, entry.endsAt) : "";
  if (withDay !== true) return <span class="m num">{span}</span>;
  return <span class="m num full">{[f.tinyDay(entry.workDate), span].filter((part) => part !== "").join(" · ")}</span>;
}

function EntryItem({ row, rows, withDay, onOpen }: EntryItemProps) {
  const { t, outbox } = useApp();
  const { entry } = row;
  const state = stateOf(row, outbox.isHeld);
  return (
    <li class={`item ${state}`}>
      <StateWord state={state} />
      <When row={row} withDay={withDay} />
      <p class="t full">{entry.description}</p>
      <p class="m full">
        <Facts row={row} state={state} />
      </p>
      {state !== "cancelled" && <EvidenceFiles entry={entry} />}
      <RowAdvice row={row} rows={rows} state={state} onOpen={onOpen} />
      {!needsAuthor(state) && state !== "cancelled" && (
        <button
          type="button"
          class="btn link full"
          aria-label={t.today.changeThis(entry.description)}
          onClick={() => onOpen({ kind: "change", row })}
        >
          <Icon name="edit" />
          {t.today.change}
        </button>
      )}
    </li>
  );
}

/** "1 puskesmas"; empty where an entry has no result. */
function resultOf({ quantity, quantityUnit }: Row["entry"], f: Format): string {
  return quantity === undefined ? "" : `${f.number(quantity)}\u00a0${quantityUnit ?? ""}`;
}

const receiptOf = ({ stored, own }: Row): string =>
  (own?.receipt?.bodySha256 ?? (own === undefined ? stored?.bodySha256 : "") ?? "").slice(0, 8).toUpperCase();

/** One line: result, duration, evidence, and where it is safe. */
function Facts({ row, state }: { row: Row; state: RowState }) {
  const { t, f } = useApp();
  const { entry } = row;
  const receipt = receiptOf(row);
  const evidence = entry.evidenceUrls?.length ?? 0;
  const { place } = entry;
  const facts = [
    resultOf(entry, f),
    state === "cancelled" ? "" : f.duration(rowMinutes(row)),
    place === undefined ? "" : t.work.places[place],
    evidence > 0 ? t.today.evidence(evidence) : "",
    state === "sending" || state === "waiting" ? t.today.safeHere : "",
  ].filter((fact) => fact !== "");
  return (
    <>
      {facts.join(" · ")}
      {receipt !== "" && (
        <>
          {facts.length > 0 && " · "}
          {t.today.receipt}{" "}
          <code>
            {receipt.slice(0, 4)}-{receipt.slice(4)}
          </code>
        </>
      )}
    </>
  );
}
