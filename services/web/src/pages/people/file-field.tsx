import { useState } from "preact/hooks";
import { Problem } from "../../api/problem.ts";
import { Field } from "../../components/field.tsx";
import { useWords } from "../../i18n/words.ts";
import { checkFile, type FileFault } from "./file-check.ts";
import { useSize } from "./parts.tsx";
import { words } from "./words.ts";

export interface ChosenFile {
  readonly file: File | undefined;
  readonly fault: FileFault | "missing" | undefined;
  choose: (file: File | undefined) => Promise<void>;
  /** The file when it can be sent; else the fault shows. */
  take: () => File | undefined;
}

export function useChosenFile(): ChosenFile {
  const [file, setFile] = useState<File | undefined>(undefined);
  const [fault, setFault] = useState<FileFault | "missing" | undefined>(undefined);
  return {
    file,
    fault,
    async choose(chosen) {
      setFile(chosen);
      setFault(chosen && (await checkFile(chosen)));
    },
    take() {
      if (file === undefined) setFault("missing");
      return fault === undefined ? file : undefined;
    },
  };
}

export function FileField({ chosen, isBusy }: { chosen: ChosenFile; isBusy: boolean }) {
  const w = useWords(words);
  const sizeOf = useSize();
  const { file, fault } = chosen;
  return (
    <Field
      label={w.file}
      hint={file ? w.chosen(file.name, sizeOf(file.size)) : w.fileHint}
      error={fault && w.faults[fault]}
    >
      <input
        class="in pick"
        type="file"
        accept=".csv,text/csv"
        disabled={isBusy}
        onChange={(event) => void chosen.choose(event.currentTarget.files?.[0])}
      />
    </Field>
  );
}

/** What a file is at: nothing, on its way (0 to 1), or being worked on by the server. */
export type Stage = { readonly at: "idle" } | { readonly at: "sending"; readonly share: number } | { readonly at: "working" }; // prettier-ignore

export function Sending({ stage }: { stage: Stage }) {
  const w = useWords(words);
  if (stage.at === "idle") return null;
  const percent = stage.at === "sending" ? Math.floor(stage.share * 100) : undefined;
  const label = percent === undefined ? w.working : w.sending(percent);
  return (
    <div class="sending">
      <progress aria-label={label} max={100} {...(percent === undefined ? {} : { value: percent })} />
      <p class="sm num" role="status">
        {label}
      </p>
    </div>
  );
}

export const asProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
};
