import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type LineFault } from "./closing.ts";
import { toCsv } from "./csv.ts";
import { words } from "./words.ts";

const shownFaults = 20;
/** So many the platform names at most. */
const namedFaults = 100;

/** Every line of a file that cannot be taken, with its column and the way out. */
export function LineFaults({ faults, fileName }: { faults: readonly LineFault[]; fileName: string }) {
  const w = useWords(words);
  const { f } = useApp();
  if (faults.length === 0) return null;
  const heads = [w.line, w.column, w.toMend];
  const save = () =>
    saveFile(
      toCsv(
        heads,
        faults.map(({ line, column, detail }) => [line, column, detail]),
      ),
      fileName,
    );
  return (
    <div class="stack tight">
      <div class="line">
        <b>{w.lineFaults(faults.length)}</b>
        <button type="button" class="btn link end" onClick={save}>
          <Icon name="save" />
          {w.download}
        </button>
      </div>
      <table class="tbl" role="table">
        <caption class="vh">{w.lineFaults(faults.length)}</caption>
        <TableHead words={heads} />
        <tbody role="rowgroup">
          {faults.slice(0, shownFaults).map(({ line, column, detail }) => (
            <tr key={`${String(line)} ${column} ${detail}`} role="row">
              <th role="rowheader" scope="row" class="a num">
                {w.line} {f.number(line)}
              </th>
              <td role="cell" class="b">
                <code>{column === "" ? w.wholeLine : column}</code>
              </td>
              <td role="cell" class="full">
                <span>{detail}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > shownFaults && <p class="xs muted">{w.moreFaults(faults.length - shownFaults)}</p>}
      {faults.length >= namedFaults && <p class="xs muted">{w.faultsCut}</p>}
    </div>
  );
}
