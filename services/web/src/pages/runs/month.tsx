import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { Batches } from "./batches.tsx";
import { type Batch, type Run, type RunFlag, type Runs } from "./calls.ts";
import { CompareCard } from "./compare-card.tsx";
import { CorrectionsCard } from "./corrections-card.tsx";
import { ExportsCard } from "./exports-card.tsx";
import { Flags } from "./flags.tsx";
import { Head } from "./head.tsx";
import { HoldSheet } from "./hold-sheet.tsx";
import { Objections } from "./objections.tsx";
import { type Place } from "./place.ts";
import { Policies } from "./policies.tsx";
import { rightsOf, type Rights } from "./progress.ts";
import { ResolveSheet } from "./resolve-sheet.tsx";
import { Rows } from "./rows.tsx";
import { RunList } from "./run-list.tsx";
import { SettleSheet } from "./settle-sheet.tsx";
import { SignSheet } from "./sign-sheet.tsx";
import { Steps } from "./steps.tsx";
import { Hashes, Signers, Totals } from "./totals.tsx";
import { type RunControl, useRun } from "./use-run.ts";
import { WaitingDues } from "./waiting-dues.tsx";
import { words } from "./words.ts";

interface MonthProps {
  readonly place: Place;
  readonly run: Run | undefined;
  readonly listed: Runs;
  onChange: () => void;
}

export function Month({ place, run, listed, onChange }: MonthProps) {
  const rights = rightsOf(useMe(), place.agency.agencyId);
  const waits = <WaitingDues agencyId={place.agency.agencyId} waiting={listed.waiting} rights={rights} />;
  return (
    <>
      {run === undefined ? (
        <>
          <Head place={place} run={undefined} rights={rights} onChange={onChange} />
          {waits}
        </>
      ) : (
        <OpenRun place={place} runId={run.runId} rights={rights} notice={waits} />
      )}
      <div class="cols half">
        <RunList agencyId={place.agency.agencyId} runs={listed.runs} shown={run?.runId} />
        <div class="stack">
          <Policies place={place} used={run?.policyId} />
          {rights.amounts && <Objections agencyId={place.agency.agencyId} rights={rights} />}
          {rights.amounts && <CorrectionsCard agencyId={place.agency.agencyId} rights={rights} />}
        </div>
      </div>
    </>
  );
}

interface OpenRunProps {
  readonly place: Place;
  readonly runId: string;
  readonly rights: Rights;
  /** Stands below what stops the payment. */
  readonly notice: ComponentChildren;
}

function OpenRun({ place, runId, rights, notice }: OpenRunProps) {
  const w = useWords(words);
  const control = useRun(place.agency.agencyId, runId);
  const { value, problem, reload } = control;
  const [signing, setSigning] = useState<Batch | undefined>(undefined);
  return (
    <>
      <Head place={place} run={value?.run} rights={rights} onChange={reload} onSign={setSigning} />
      {notice}
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

type Held = { readonly personId: string; readonly name: string };
type Opened = { readonly decide: RunFlag } | { readonly settle: Batch } | { readonly hold: Held };

const computedStates: readonly Run["state"][] = ["COMPUTED", "POSTED", "SETTLED"];

function RunBody({ control: { value, pace, reload, more }, rights, onSign }: RunBodyProps) {
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  const names = useNames(value ? peopleOf(value.run, value.flags.items) : []);
  if (value === undefined) return null;
  const { run, flags } = value;
  const hold = rights.hold ? (personId: string, name: string) => setOpened({ hold: { personId, name } }) : undefined;
  return (
    <>
      <Steps run={run} pace={pace} />
      {computedStates.includes(run.state) && (
        <div class="cols">
          <div class="stack">
            <Flags {...{ run, flags, rights, names }} onDecide={(decide) => setOpened({ decide })} onMore={more} />
            <Batches run={run} rights={rights} onSign={onSign} onSettle={(settle) => setOpened({ settle })} />
            <ExportsCard run={run} rights={rights} />
            {rights.amounts && <CompareCard run={run} />}
            {rights.amounts && <Rows run={run} onHold={hold} />}
          </div>
          <div class="stack">
            <Totals run={run} rights={rights} />
            <Signers run={run} names={names} />
            <Hashes run={run} />
          </div>
        </div>
      )}
      {opened && <ActSheet {...{ run, opened, names }} onDone={reload} onClose={() => setOpened(undefined)} />}
    </>
  );
}

interface ActSheetProps {
  readonly run: Run;
  readonly opened: Opened;
  readonly names: Names;
  onDone: () => void;
  onClose: () => void;
}

/** What is decided on the run: an anomaly, a payment, a person. */
function ActSheet({ run, opened, names, onDone, onClose }: ActSheetProps) {
  const rest = { run, onDone, onClose };
  if ("decide" in opened) return <ResolveSheet {...rest} flag={opened.decide} names={names} />;
  if ("settle" in opened) return <SettleSheet {...rest} batch={opened.settle} />;
  return <HoldSheet {...rest} {...opened.hold} />;
}
