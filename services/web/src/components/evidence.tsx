import { useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { saveFile } from "../api/transfer.ts";
import { type Entry } from "../api/types.ts";
import { type FilesView } from "../offline/file-keeper.ts";
import { type KeptFile } from "../offline/kept-file.ts";
import { useApp } from "../state/context.ts";
import { Icon } from "./icon.tsx";
import { Note, ProblemNote } from "./parts.tsx";

const units = [
  [1_000_000, "MB"],
  [1_000, "kB"],
] as const;

/** 1,2 MB */
export function useFileSize(): (bytes: number) => string {
  const { f } = useApp();
  return (bytes) => {
    const [size, unit] = units.find(([least]) => bytes >= least) ?? [1, "B"];
    const amount = bytes / size;
    return `${f.number(amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount))}\u00a0${unit}`;
  };
}

/** Where a file of this device is; empty once the server has it. */
export function useFileState(): (file: KeptFile | undefined) => string {
  const { t, files } = useApp();
  const words = t.work.evidence;
  return (file) => {
    if (file === undefined || file.status === "sent" || file.status === "chosen") return "";
    if (file.status === "refused") return words.refused;
    return files.sending?.fileId === file.fileId ? words.sending(Math.floor(files.sending.share * 100)) : words.waiting;
  };
}

interface EvidenceProps {
  readonly entry: Entry;
  /** Whose entry it is; the own one when missing. */
  readonly personId?: string;
}

/** The files of an entry, each to be downloaded; those that this device still sends say how far they are. */
export function EvidenceFiles({ entry, personId }: EvidenceProps) {
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const { t } = useApp();
  const ids = entry.evidenceFileIds ?? [];
  if (ids.length === 0) return null;
  return (
    <>
      <ul class="files full">
        {ids.map((fileId, place) => (
          <FileItem
            key={fileId}
            name={entry.evidenceFileNames?.[place] || t.work.evidence.file(place + 1)}
            fileId={fileId}
            entryId={entry.id}
            personId={personId}
            onProblem={setProblem}
          />
        ))}
      </ul>
      {problem?.status === 404 && (
        <div class="full">
          <Note tone="wait" icon="clock" alert>
            <p>{t.work.evidence.absent}</p>
          </Note>
        </div>
      )}
      {problem !== undefined && problem.status !== 404 && (
        <div class="full">
          <ProblemNote problem={problem} />
        </div>
      )}
    </>
  );
}

interface FileItemProps {
  readonly fileId: string;
  readonly entryId: string;
  readonly personId: string | undefined;
  readonly name: string;
  onProblem: (problem: Problem | undefined) => void;
}

const ownFile = ({ files }: FilesView, personId: string | undefined, fileId: string): KeptFile | undefined =>
  personId === undefined ? files.get(fileId) : undefined;

function FileItem({ fileId, entryId, personId, onProblem, ...given }: FileItemProps) {
  const { t, files, platform } = useApp();
  const sizeOf = useFileSize();
  const stateOf = useFileState();
  const [isBusy, setBusy] = useState(false);
  const own = ownFile(files, personId, fileId);
  const name = own?.name ?? given.name;
  const state = stateOf(own);

  const download = async () => {
    setBusy(true);
    onProblem(undefined);
    try {
      const { content, fileName } = own?.content
        ? { content: own.content, fileName: own.name }
        : await platform.api.evidence(entryId, fileId, personId);
      saveFile(content, own?.name ?? (fileName === "" ? name : fileName));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      onProblem(thrown);
    }
    setBusy(false);
  };
  return (
    <li>
      <button
        type="button"
        class="btn link"
        disabled={isBusy}
        aria-label={t.work.evidence.download(name)}
        onClick={() => void download()}
      >
        <Icon name="proof" />
        {name}
      </button>
      {(own !== undefined || state !== "") && (
        <span class="xs muted num">
          {[own === undefined ? "" : sizeOf(own.size), state].filter((part) => part !== "").join(" · ")}
        </span>
      )}
    </li>
  );
}
