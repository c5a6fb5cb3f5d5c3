import { type ComponentChildren } from "preact";
import { type Flag } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { overlapOf, type Row, type RowState } from "../../entries/rows.ts";
import { type Messages } from "../../i18n/id.ts";
import { remove } from "../../offline/outbox.ts";
import { useApp } from "../../state/context.ts";
import { type OpenDialog } from "./dialogs.tsx";

interface AdviceProps {
  readonly row: Row;
  readonly rows: readonly Row[];
  readonly state: RowState;
  onOpen: (open: OpenDialog) => void;
}

/** Why an entry needs its author, and the one thing to do. */
export function RowAdvice({ row, rows, state, onOpen }: AdviceProps) {
  const { own, stored } = row;
  if (own?.refusal !== undefined) return <Refused row={row} onOpen={onOpen} />;
  if (own !== undefined || stored === undefined) return null;
  if (state === "returned") return <Returned row={row} onOpen={onOpen} />;
  if (stored.flags.includes("CONFLICT")) return <Conflict row={row} onOpen={onOpen} />;
  return stored.flags.length > 0 && state !== "cancelled" ? (
    <Flagged row={row} rows={rows} state={state} onOpen={onOpen} />
  ) : null;
}

function Advice({ tone, children }: { tone: "bad" | "wait" | "info"; children: ComponentChildren }) {
  return (
    <div class={`full note ${tone}`}>
      <Icon name={tone === "info" ? "info" : "warn"} />
      <div class="stack tight">{children}</div>
    </div>
  );
}

type RowProps = Pick<AdviceProps, "row" | "onOpen">;

function FixButton({ row, onOpen }: RowProps) {
  const { t } = useApp();
  return (
    <button
      type="button"
      class="btn"
      aria-label={t.today.fixThis(row.entry.description)}
      onClick={() => onOpen({ kind: "change", row })}
    >
      {t.today.fix}
    </button>
  );
}

function Refused({ row, onOpen }: RowProps) {
  const { t, outbox } = useApp();
  const { own } = row;
  if (own?.refusal === undefined) return null;
  const { code } = own.refusal;
  return (
    <Advice tone="bad">
      <p>{t.refusals[code] ?? t.today.refused}</p>
      <div class="chips">
        <FixButton row={row} onOpen={onOpen} />
        <button type="button" class="btn" onClick={() => void outbox.change((items) => remove(items, own.key))}>
          {t.today.discard}
        </button>
      </div>
    </Advice>
  );
}

const isReason = (reason: string, t: Messages): reason is keyof Messages["reasons"] => reason in t.reasons;

function Returned({ row, onOpen }: RowProps) {
  const { t } = useApp();
  const { stored } = row;
  if (stored === undefined) return null;
  return (
    <Advice tone="bad">
      <p>
        <b>{isReason(stored.returnReason, t) ? t.reasons[stored.returnReason] : t.reasons.OTHER}.</b>
        {stored.returnNote !== "" && ` ${t.today.returnedBy}: “${stored.returnNote}”`}
      </p>
      <FixButton row={row} onOpen={onOpen} />
    </Advice>
  );
}

function Conflict({ row, onOpen }: RowProps) {
  const { t } = useApp();
  return (
    <Advice tone="bad">
      <p>{t.flags.CONFLICT.author}</p>
      <button type="button" class="btn" onClick={() => onOpen({ kind: "conflict", row })}>
        {t.today.chooseVersion}
      </button>
    </Advice>
  );
}

function Flagged({ row, rows, state, onOpen }: AdviceProps) {
  const { t, f } = useApp();
  const overlap = overlapOf(row.entry, rows);
  const textOf = (flag: Flag): string =>
    flag === "OVERLAP" && overlap
      ? t.today.overlap(f.duration(overlap.minutes), overlap.other.description)
      : t.flags[flag].author;
  return (
    <Advice tone={state === "fix" ? "bad" : "info"}>
      {(row.stored?.flags ?? []).map((flag) => (
        <p key={flag}>{textOf(flag)}</p>
      ))}
      {state === "fix" && <FixButton row={row} onOpen={onOpen} />}
    </Advice>
  );
}
