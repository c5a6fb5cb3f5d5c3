import { useState } from "preact/hooks";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { useNames } from "../../state/use-names.ts";
import { Batches } from "./batches.tsx";
import { type Batch, type Run, type RunFlag } from "./calls.ts";
import { Flags } from "./flags.tsx";
import { Head } from "./head.tsx";
import { type Place } from "./place.ts";
import { Policies } from "./policies.tsx";
import { rightsOf, type Rights } from "./progress.ts";
import { ResolveSheet } from "./resolve-sheet.tsx";
import { Rows } from "./rows.tsx";
import { RunList } from "./run-list.tsx";
import { SignSheet } from "./sign-sheet.tsx";
import { Steps } from "./steps.tsx";
import { Hashes, Signers, Totals } from "./totals.tsx";
import { type RunControl, useRun } from "./use-run.ts";
import { words } from "./words.ts";

interface MonthProps {
  readonly place: Place;
  readonly run: Run | undefined;
  readonly runs: readonly Run[];
  onChange: () => void;
}

export function Month({ place, run, runs, onChange }: MonthProps) {
  const rights = rightsOf(useMe(), place.agency.agencyId);
  return (
    <>
      {run === undefined ? (
        <Head place={place} run={undefined} rights={rights} onChange={onChange} />
      ) : (
        <OpenRun place={place} runId={run.runId} rights={rights} />
      )}
      <div class="cols half">
        <RunList runs={runs} shown={run?.runId} />
        <Policies place={place} used={run?.policyId} />
      </div>
    </>
  );
}

function OpenRun({ place, runId, rights }: { place: Place; runId: string; rights: Rights }) {
  const w = useWords(words);
  const control = useRun(place.agency.agencyId, runId);
  const { value, problem, reload } = control;
  const [signing, setSigning] = useState<Batch | undefined>(undefined);
  return (
    <>
      <Head place={place} run={value?.run} rights={rights} onChange={reload} onSign={setSigning} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {value ? (
        <RunBody control={control} rights={rights} onSign={setSigning} />
      ) : (
        !problem && <Skeleton lines={6} tall />
      )}
      {value && signing && (
        <SignSheet run={value.run} batch={signing} onDone={reload} onClose={() => setSigning(undefined)} />
      )}
    </>
  );
}

interface RunBodyProps {
  readonly control: RunControl;
  readonly rights: Rights;
  onSign: (batch: Batch) => void;
}

function peopleOf(run: Run, flags: readonly RunFlag[]): string[] {
  const signers = run.batches.flatMap(({ checkerId, approverId }) => [checkerId, approverId]);
  return [run.makerId, ...signers, ...flags.flatMap(({ personId, decidedBy }) => [personId, decidedBy])];
}

function RunBody({ control: { value, reload, more }, rights, onSign }: RunBodyProps) {
  const [deciding, setDeciding] = useState<RunFlag | undefined>(undefined);
  const names = useNames(value ? peopleOf(value.run, value.flags.items) : []);
  if (value === undefined) return null;
  const { run, flags } = value;
  const isComputed = run.state === "COMPUTED" || run.state === "POSTED";
  return (
    <>
      <Steps run={run} />
      {isComputed && (
        <div class="cols">
          <div class="stack">
            <Flags run={run} flags={flags} rights={rights} names={names} onDecide={setDeciding} onMore={more} />
            <Batches run={run} rights={rights} onSign={onSign} />
            {rights.amounts && <Rows run={run} />}
          </div>
          <div class="stack">
            <Totals run={run} rights={rights} />
            <Signers run={run} names={names} />
            <Hashes run={run} />
          </div>
        </div>
      )}
      {deciding && (
        <ResolveSheet run={run} flag={deciding} names={names} onDone={reload} onClose={() => setDeciding(undefined)} />
      )}
    </>
  );
}
