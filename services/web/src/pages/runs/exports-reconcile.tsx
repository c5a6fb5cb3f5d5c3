import { useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Difference, type ExportCalls, type ExportFormat, type FormatState, type Reconciliation } from "./exports-calls.ts"; // prettier-ignore
import { exportWords } from "./exports-words.ts";

interface ExportReconcileProps {
  readonly calls: ExportCalls;
  readonly batch: number;
  readonly formats: readonly FormatState[];
}

const endings: Readonly<Partial<Record<ExportFormat, string>>> = {
  PAYMENT_CSV: ".csv,text/csv",
  ADK_TUKIN: ".txt,text/plain",
  ADK_MEALS: ".txt,text/plain",
  ADK_OVERTIME: ".txt,text/plain",
  BANK: ".csv,.txt,text/csv,text/plain",
  CORETAX_XML: ".xml,application/xml",
  RECAP_XLSX: ".xlsx",
  SIPD_XLSX: ".xlsx",
};

/** An amount of a column in its unit. */
function useAmounts(): (column: string, amount: string | undefined) => string {
  const { f } = useApp();
  return (column, amount) => {
    if (amount === undefined) return "–";
    if (column === "days" || column === "hours") return f.number(Number(amount));
    return column === "rate" ? `${f.number(Number(amount) / 100)}%` : f.rupiah(amount);
  };
}

/** Somebody's file beside the batch. */
export function ExportReconcile({ calls, batch, formats }: ExportReconcileProps) {
  const w = useWords(exportWords);
  const act = useAct();
  const kinds = formats.filter(({ reconcilable }) => reconcilable).map(({ format }) => format);
  const [chosen, setChosen] = useState<ExportFormat | undefined>(undefined);
  const [file, setFile] = useState<File | undefined>(undefined);
  const [found, setFound] = useState<Reconciliation | undefined>(undefined);
  const format = chosen ?? kinds[0];
  if (format === undefined) return null;
  const compare = async () => {
    if (file === undefined) return;
    setFound(undefined);
    const { fileId } = await calls.upload(file);
    setFound(await calls.reconcile(batch, format, fileId));
  };
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {w.compare.title}
      </summary>
      <div class="stack">
        <p class="sm muted">{w.compare.text}</p>
        <Field label={w.compare.kind}>
          <select class="in" value={format} onChange={(event) => setChosen(event.currentTarget.value as ExportFormat)}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {w.kinds[kind]}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w.compare.file} hint={file === undefined ? w.compare.missing : undefined}>
          <input
            class="in pick"
            type="file"
            accept={endings[format]}
            disabled={act.isBusy}
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </Field>
        <button
          type="button"
          class="btn"
          aria-busy={act.isBusy}
          disabled={act.isBusy || file === undefined}
          onClick={() => void act.run(compare, w.compare.done, () => undefined)}
        >
          <Icon name="upload" />
          {w.compare.go}
        </button>
        {act.problem && <ProblemNote problem={act.problem} />}
        {found && <Found found={found} />}
      </div>
    </details>
  );
}

function Found({ found }: { readonly found: Reconciliation }) {
  const w = useWords(exportWords);
  const { differences, count, rowsOurs } = found;
  return (
    <>
      {count === 0 ? (
        <Note tone="ok" icon="done">
          <p>{w.compare.same(rowsOurs)}</p>
        </Note>
      ) : (
        <p role="status">{w.compare.found(count, differences.length)}</p>
      )}
      <Sums found={found} />
      {differences.length > 0 && <Differences differences={differences} />}
    </>
  );
}

function Sums({ found }: { readonly found: Reconciliation }) {
  const w = useWords(exportWords);
  const amountOf = useAmounts();
  return (
    <table class="tbl sm">
      <caption>{w.compare.sums}</caption>
      <thead>
        <tr>
          <th scope="col">{w.compare.column}</th>
          <th scope="col">{w.compare.ours}</th>
          <th scope="col">{w.compare.theirs}</th>
        </tr>
      </thead>
      <tbody>
        {found.sums.map(({ column, oursRupiah, theirsRupiah, misprinted }) => (
          <tr key={column}>
            <th scope="row">{w.columns[column] ?? column}</th>
            <td class="num">{amountOf(column, oursRupiah)}</td>
            <td class="num">
              {amountOf(column, theirsRupiah)}
              {misprinted && <p class="xs">{w.compare.misprinted}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const w = useWords(exportWords);
  const { settings } = useApp();
  const amountOf = useAmounts();
  const language = settings.language === "id" ? "indonesian" : "english";
  return (
    <table class="tbl sm">
      <caption class="vh">{w.compare.title}</caption>
      <thead>
        <tr>
          {[w.compare.person, w.compare.column, w.compare.ours, w.compare.theirs, w.compare.why].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ kind, name, nipSuffix, column, oursRupiah, theirsRupiah, text, why }) => (
          <tr key={`${kind}/${nipSuffix}/${name}/${column}/${text?.indonesian ?? ""}`}>
            <th scope="row">
              {name}
              {nipSuffix !== "" && <p class="xs muted">{w.compare.suffix(nipSuffix)}</p>}
            </th>
            <td>{column === "" || column === "hours" ? text?.[language] : (w.columns[column] ?? column)}</td>
            <td class="num">{amountOf(column, oursRupiah)}</td>
            <td class="num">{amountOf(column, theirsRupiah)}</td>
            <td>{why?.[language] ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
