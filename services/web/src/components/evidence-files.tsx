import { useState } from "preact/hooks";
import { Problem } from "../api/problem.ts";
import { saveFile } from "../api/transfer.ts";
import { useWords } from "../i18n/words.ts";
import { evidenceWords } from "./evidence-words.ts";
import { Icon } from "./icon.tsx";
import { ProblemNote } from "./parts.tsx";

interface EvidenceFilesProps {
  readonly fileIds: readonly string[];
  /** In the same order; an empty name is told by its number. */
  readonly names: readonly string[];
  fetch: (fileId: string) => Promise<{ readonly content: Blob; readonly fileName: string }>;
}

/** Files of evidence, each to be saved. */
export function EvidenceFiles({ fileIds, names, fetch }: EvidenceFilesProps) {
  const w = useWords(evidenceWords);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const download = async (fileId: string, name: string) => {
    setProblem(undefined);
    try {
      const { content, fileName } = await fetch(fileId);
      saveFile(content, fileName === "" ? name : fileName);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  };
  if (fileIds.length === 0) return null;
  return (
    <>
      <ul class="files">
        {fileIds.map((fileId, place) => {
          const name = names[place] || w.file(place + 1);
          return (
            <li key={fileId}>
              <button
                type="button"
                class="btn link"
                aria-label={w.download(name)}
                onClick={() => void download(fileId, name)}
              >
                <Icon name="proof" />
                {name}
              </button>
            </li>
          );
        })}
      </ul>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
