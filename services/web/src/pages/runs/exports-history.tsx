import { saveFile } from "../../api/transfer.ts";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { type ExportCalls, type ExportFile } from "./exports-calls.ts";
import { exportWords } from "./exports-words.ts";
import { useMoment } from "./moment.ts";
import { shortHash } from "./progress.ts";

/** Every file that was made of the run, by whom and when, with the hash that another office can compare. */
export function ExportHistory({
  calls,
  files,
}: {
  readonly calls: ExportCalls;
  readonly files: readonly ExportFile[];
}) {
  const w = useWords(exportWords);
  const names = useNames(files.map(({ madeBy }) => madeBy));
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {w.history} <span class="num muted">{files.length}</span>
      </summary>
      {files.length === 0 && <p class="sm muted">{w.none}</p>}
      <ul class="list">
        {files.map((file) => (
          <Made key={file.exportFileId} calls={calls} file={file} names={names} />
        ))}
      </ul>
    </details>
  );
}

function Made({
  calls,
  file,
  names,
}: {
  readonly calls: ExportCalls;
  readonly file: ExportFile;
  readonly names: Names;
}) {
  const w = useWords(exportWords);
  const { f } = useApp();
  const moment = useMoment();
  const act = useAct();
  const download = async () => {
    const { content, fileName } = await calls.download(file);
    saveFile(content, fileName === "" ? file.fileName : fileName);
  };
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{file.fileName}</h3>
        <p class="m">
          {w.rows(file.rows)}
          {file.amountRupiah !== "0" && <> · {f.rupiah(file.amountRupiah)}</>} ·{" "}
          {w.by(names.of(file.madeBy, w.someone), moment(file.madeAt))}
        </p>
        <p class="m">
          {w.hash} <code title={file.sha256}>{shortHash(file.sha256)}</code>
        </p>
        {file.reason !== "" && <p class="m">{w.because(file.reason)}</p>}
      </div>
      <button
        type="button"
        class="btn"
        aria-label={w.downloadNamed(file.fileName)}
        aria-busy={act.isBusy}
        disabled={act.isBusy}
        onClick={() => void act.run(download, w.downloaded, () => undefined)}
      >
        <Icon name="save" />
        {w.download}
      </button>
      {act.problem && (
        <div class="full">
          <ProblemNote problem={act.problem} />
        </div>
      )}
    </li>
  );
}
