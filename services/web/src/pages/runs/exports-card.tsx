import { useMemo, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { saveFile } from "../../api/transfer.ts";
import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useAct } from "../../state/use-act.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { type Run } from "./calls.ts";
import { createExportCalls, type ExportCalls, type ExportFormat, type FormatState } from "./exports-calls.ts";
import { ExportHistory } from "./exports-history.tsx";
import { ExportReconcile } from "./exports-reconcile.tsx";
import { ExportSettings } from "./exports-settings.tsx";
import { exportWords } from "./exports-words.ts";
import { type Rights } from "./progress.ts";

const isPosted = ({ state }: Run["batches"][number]): boolean =>
  !["COMPUTED", "CHECKED", "UNSPECIFIED"].includes(state);

interface ExportsCardProps {
  readonly run: Run;
  readonly rights: Rights;
}

/** Files of the posted batches: made, downloaded, compared; and what the agency must have said for them. */
export function ExportsCard({ run, rights }: ExportsCardProps) {
  const w = useWords(exportWords);
  const { platform } = useApp();
  const { agencyId, runId } = run;
  const calls = useMemo(() => createExportCalls(platform, { agencyId, runId }), [platform, agencyId, runId]);
  const posted = run.batches.filter((batch) => batch.rows > 0 && isPosted(batch));
  if (!rights.export && !rights.make) return null;
  return (
    <section class="card stack exports" aria-labelledby="h-exports">
      <h2 id="h-exports">{w.title}</h2>
      <p class="sm muted">{w.text}</p>
      {rights.export && posted.length > 0 && <Posted calls={calls} batches={posted} />}
      <ExportSettings calls={calls} canSet={rights.make || rights.approve} />
    </section>
  );
}

interface BatchChoiceProps {
  readonly batches: Run["batches"];
  readonly chosen: number;
  onChoose: (batch: number) => void;
}

function BatchChoice({ batches, chosen, onChoose }: BatchChoiceProps) {
  const w = useWords(exportWords);
  return (
    <Field label={w.batch}>
      <select class="in" value={chosen} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {batches.map((one) => (
          <option key={one.batch} value={one.batch}>
            {w.batchName(one.batch)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Posted({ calls, batches }: { readonly calls: ExportCalls; readonly batches: Run["batches"] }) {
  const [batch, setBatch] = useState(batches[0]?.batch ?? 1);
  const rows = batches.find((one) => one.batch === batch)?.rows ?? 0;
  return (
    <>
      {batches.length > 1 && <BatchChoice batches={batches} chosen={batch} onChoose={setBatch} />}
      <Files key={batch} calls={calls} batch={batch} rows={rows} />
    </>
  );
}

type FilesProps = Pick<FormatProps, "calls" | "batch" | "rows">;

/** What can be made of a batch, what was made of the run, and the comparison. */
function Files(props: FilesProps) {
  const w = useWords(exportWords);
  const { calls, batch } = props;
  const formats = useLoad(() => calls.formats(batch), [calls, batch]);
  const files = useLoad(() => calls.files(), [calls]);
  const problem = formats.problem ?? files.problem;
  const reload = () => {
    formats.reload();
    files.reload();
  };
  if (!formats.value)
    return problem ? <ProblemNote problem={problem} title={w.failed} onRetry={reload} /> : <Skeleton lines={4} />;
  return (
    <>
      <ul class="list">
        {formats.value.map((format) => (
          <Format key={format.format} {...props} state={format} onMade={reload} />
        ))}
      </ul>
      {files.value && <ExportHistory calls={calls} files={files.value} />}
      <ExportReconcile calls={calls} batch={batch} formats={formats.value} />
    </>
  );
}

interface FormatProps {
  readonly calls: ExportCalls;
  readonly batch: number;
  /** People of the batch. */
  readonly rows: number;
  readonly state: FormatState;
  onMade: () => void;
}

/** One kind of file: what it lacks, or what makes it. */
function Format(props: FormatProps) {
  const w = useWords(exportWords);
  const { format, missingSettings, partRows } = props.state;
  const lacks = missingSettings.length > 0;
  const limit = partRows > 0 ? w.parts(partRows) : "";
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{w.kinds[format]}</h3>
        <p class="m">{lacks ? w.missing(missingSettings.join(", ")) : limit}</p>
      </div>
      {!lacks && <Make {...props} />}
    </li>
  );
}

/** Slips are made part by part: all of a large batch take longer than one call may. */
const partsOf = (format: ExportFormat, rows: number, partRows: number): readonly { readonly part?: number }[] =>
  format === "PAYSLIPS_ZIP" && rows > partRows
    ? Array.from({ length: Math.ceil(rows / partRows) }, (_, at) => ({ part: at + 1 }))
    : [{}];

const isShort = (reason: string): boolean => reason.trim().length < 3;

const lacksOrders = (format: ExportFormat, orders: File | undefined): boolean =>
  format === "ADK_OVERTIME" && orders === undefined;

/** Makes the files and hands them over. */
function Make({ calls, batch, rows, state: { format, partRows }, onMade }: FormatProps) {
  const w = useWords(exportWords);
  const act = useAct();
  const [reason, setReason] = useState("");
  const [orders, setOrders] = useState<File | undefined>(undefined);
  const asksForOrders = format === "ADK_OVERTIME";
  const differs = act.problem?.code === "EXPORT_DIFFERS";
  const make = async () => {
    const listed = orders ? { ordersFileId: (await calls.upload(orders)).fileId } : {};
    for (const part of partsOf(format, rows, partRows)) {
      const { files } = await calls.make({ batch, format, reason: reason.trim(), ...listed, ...part });
      for (const file of files) {
        const { content, fileName } = await calls.download(file);
        saveFile(content, fileName === "" ? file.fileName : fileName);
      }
    }
  };
  const isWaiting = lacksOrders(format, orders) || (differs && isShort(reason));
  const hasMore = asksForOrders || act.problem !== undefined;
  return (
    <>
      <button
        type="button"
        class="btn"
        aria-label={w.makeNamed(w.kinds[format])}
        aria-busy={act.isBusy}
        disabled={act.isBusy || isWaiting}
        onClick={() => void act.run(make, w.made, onMade)}
      >
        <Icon name="save" />
        {w.make}
      </button>
      {hasMore && (
        <div class="full stack tight">
          {asksForOrders && <OrdersField hasOne={orders !== undefined} onChange={setOrders} />}
          {differs && <ReasonField reason={reason} onChange={setReason} />}
          {act.problem && <Trouble problem={act.problem} />}
        </div>
      )}
    </>
  );
}

interface OrdersFieldProps {
  readonly hasOne: boolean;
  onChange: (file: File | undefined) => void;
}

function OrdersField({ hasOne, onChange }: OrdersFieldProps) {
  const w = useWords(exportWords);
  return (
    <Field label={w.orders} hint={hasOne ? undefined : w.noOrders}>
      <input
        class="in pick"
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => onChange(event.currentTarget.files?.[0])}
      />
    </Field>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  onChange: (reason: string) => void;
}

/** Why it is made again, where it is another file now. */
function ReasonField({ reason, onChange }: ReasonFieldProps) {
  const w = useWords(exportWords);
  return (
    <Field label={w.reason} hint={w.reasonHint}>
      <input class="in" maxLength={300} value={reason} onInput={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}

const Trouble = ({ problem }: { readonly problem: Problem }) => (
  <>
    <ProblemNote problem={problem} />
    <Lacking problem={problem} />
  </>
);

/** Whose data a file can't be made of, by name. */
function Lacking({ problem }: { readonly problem: Problem }) {
  const w = useWords(exportWords);
  const found = problem.errors.flatMap(({ pointer }) => {
    const [, personId, field] = /^\/people\/([0-9a-f-]{36})\/(.+)$/.exec(pointer) ?? [];
    return personId === undefined ? [] : [{ personId, field: field ?? "" }];
  });
  const people = new Map<string, string[]>();
  for (const { personId, field } of found) people.set(personId, [...(people.get(personId) ?? []), field]);
  const names = useNames([...people.keys()]);
  if (people.size === 0) return null;
  return (
    <>
      <b class="sm">{w.people}</b>
      <ul class="sm">
        {[...people].map(([personId, fields]) => (
          <li key={personId}>
            {names.of(personId, w.someone)}: {w.fields(fields.join(", "))}
          </li>
        ))}
      </ul>
    </>
  );
}
