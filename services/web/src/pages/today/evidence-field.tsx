import { useId, useState } from "preact/hooks";
import { useFileSize } from "../../components/evidence.tsx";
import { Icon } from "../../components/icon.tsx";
import { fileLimitBytes, filesPerEntry } from "../../offline/kept-file.ts";
import { useApp } from "../../state/context.ts";
import { mayHash } from "../../state/use-files.ts";

interface EvidenceFieldProps {
  readonly fileIds: readonly string[];
  /** Of files that another device chose. */
  readonly names: Readonly<Record<string, string>>;
  onChange: (fileIds: readonly string[]) => void;
}

/** A smaller photo; as it is where what makes it smaller can't be loaded. */
const prepared = (file: File): Promise<File> =>
  import("../../offline/photo.ts").then(({ shrunk }) => shrunk(file)).catch(() => file);

/** What hinders a file, in words; undefined when it was added. */
function useAdd(): (file: File) => Promise<{ readonly fileId: string } | { readonly fault: string }> {
  const { t, files } = useApp();
  const sizeOf = useFileSize();
  const words = t.work.evidence;
  return async (chosen) => {
    let file: File;
    try {
      file = await prepared(chosen);
      if (file.size > fileLimitBytes) return { fault: words.tooLarge(chosen.name, sizeOf(fileLimitBytes)) };
      // A file of a cloud folder that is not on the device looks fine until it is read.
      await file.slice(0, 1).arrayBuffer();
    } catch {
      return { fault: words.unreadable(chosen.name) };
    }
    if (file.size === 0) return { fault: words.empty(chosen.name) };
    try {
      return { fileId: await files.add(file) };
    } catch {
      return { fault: words.full };
    }
  };
}

/** Files of evidence: chosen or photographed, kept on this device at once, sent when the entry is saved. */
export function EvidenceField({ fileIds, names, onChange }: EvidenceFieldProps) {
  const { t, files, outbox } = useApp();
  const words = t.work.evidence;
  const id = useId();
  const sizeOf = useFileSize();
  const add = useAdd();
  const [isBusy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);

  const take = async (chosen: readonly File[]) => {
    setBusy(true);
    const room = filesPerEntry - fileIds.length;
    const found: string[] = [];
    const hindered = chosen.length > room ? [words.tooMany] : [];
    for (const file of chosen.slice(0, room)) {
      const added = await add(file);
      if ("fault" in added) hindered.push(added.fault);
      else found.push(added.fileId);
    }
    setFaults(hindered);
    setBusy(false);
    const next = [...new Set([...fileIds, ...found])];
    if (next.length > fileIds.length) onChange(next);
  };
  const remove = (fileId: string) => {
    void files.drop([fileId]);
    onChange(fileIds.filter((one) => one !== fileId));
  };

  return (
    <div class="f" role="group" aria-labelledby={id} aria-describedby={`${id}-h`}>
      <p class="label" id={id}>
        {words.label} <span class="muted light">({t.common.optional})</span>
      </p>
      {fileIds.length > 0 && (
        <ul class="files">
          {fileIds.map((fileId, place) => (
            <Chosen key={fileId} fileId={fileId} given={names[fileId] || words.file(place + 1)} onRemove={remove} />
          ))}
        </ul>
      )}
      {mayHash() ? (
        fileIds.length < filesPerEntry && <Pickers isBusy={isBusy} onTake={(chosen) => void take(chosen)} />
      ) : (
        <p class="sm">{words.insecure}</p>
      )}
      <p class="vh" role="status">
        {isBusy && words.preparing}
      </p>
      {faults.map((fault) => (
        <p key={fault} class="err" role="alert">
          <Icon name="warn" />
          {fault}
        </p>
      ))}
      {!outbox.isOnline && fileIds.length > 0 && <p class="sm">{words.offline}</p>}
      <p class="hint" id={`${id}-h`}>
        {words.hint(sizeOf(fileLimitBytes))}
      </p>
    </div>
  );
}

interface PickersProps {
  readonly isBusy: boolean;
  onTake: (files: readonly File[]) => void;
}

/** Two ways to a file; the camera only where there is one to hold. */
function Pickers({ isBusy, onTake }: PickersProps) {
  const { t } = useApp();
  const words = t.work.evidence;
  const onChange = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    onTake(Array.from(input.files ?? []));
    // The same file can be chosen again after it was removed.
    input.value = "";
  };
  return (
    <div class="chips">
      <label class="btn file-pick">
        <input type="file" multiple disabled={isBusy} onChange={onChange} />
        <Icon name="upload" />
        {words.choose}
      </label>
      <label class="btn file-pick hand">
        <input type="file" accept="image/*" capture="environment" disabled={isBusy} onChange={onChange} />
        <Icon name="plus" />
        {words.photo}
      </label>
    </div>
  );
}

interface ChosenProps {
  readonly fileId: string;
  readonly given: string;
  onRemove: (fileId: string) => void;
}

function Chosen({ fileId, given, onRemove }: ChosenProps) {
  const { t, files } = useApp();
  const words = t.work.evidence;
  const sizeOf = useFileSize();
  const file = files.files.get(fileId);
  const name = file?.name ?? given;
  return (
    <li>
      <span class="sm">{name}</span>
      {file && <span class="xs muted num">{sizeOf(file.size)}</span>}
      <button type="button" class="btn bare end" aria-label={words.remove(name)} onClick={() => onRemove(fileId)}>
        <Icon name="close" />
      </button>
    </li>
  );
}
