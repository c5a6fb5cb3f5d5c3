import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { PeriodStepper } from "../../components/period-stepper.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Batch, createActs, type Run, type RunKind } from "./calls.ts";
import { causeWords } from "./cause-words.ts";
import { addressOf, type Place } from "./place.ts";
import { addMonths, holdOf, openBatches, type Rights, signingOf } from "./progress.ts";
import { StartOther } from "./start-other.tsx";
import { type Act, useAct } from "../../state/use-act.ts";
import { words } from "./words.ts";

interface HeadProps {
  readonly place: Place;
  /** Undefined: not loaded yet, or there is none in this month. */
  readonly run: Run | undefined;
  readonly rights: Rights;
  onChange: () => void;
  onSign?: ((batch: Batch) => void) | undefined;
}

const kindOf = (run: Run | undefined): RunKind =>
  run === undefined || run.kind === "UNSPECIFIED" ? "REGULAR" : run.kind;

type StartCase = Pick<HeadProps, "run" | "rights" | "place"> & { readonly isMissing: boolean };

const isStartable = ({ isMissing, run, rights, place }: StartCase): boolean =>
  rights.make && place.isOver && (isMissing || run?.state === "FAILED");

/** What stops the payment, who is next. */
export function Head({ place, run, rights, onChange, onSign }: HeadProps) {
  const act = useAct();
  const isMissing = onSign === undefined;
  const canStart = isStartable({ isMissing, run, rights, place });
  return (
    <>
      <div class="head">
        <div class="ans">
          <div class="eye line num">
            <Turn place={place} />
            <span>{place.agency.name}</span>
          </div>
          {isMissing ? <Missing place={place} rights={rights} /> : <Stand run={run} />}
        </div>
        {canStart ? (
          <Start place={place} kind={kindOf(run)} act={act} isAgain={!isMissing} onChange={onChange} />
        ) : (
          <MainAct run={run} rights={rights} onSign={onSign} />
        )}
      </div>
      {act.problem && <ProblemNote problem={act.problem} />}
      {rights.make && <StartOther key={place.start} place={place} />}
      {place.agencies.length > 1 && <AgencyChoice place={place} />}
    </>
  );
}

interface StartProps {
  readonly place: Place;
  /** Of the run that failed; the month itself where there is none. */
  readonly kind: RunKind;
  readonly act: Act;
  readonly isAgain: boolean;
  onChange: () => void;
}

function Start({ place, kind, act, isAgain, onChange }: StartProps) {
  const w = useWords(words);
  const { f, platform } = useApp();
  const month = f.monthYear(place.period);
  const start = () =>
    void act.run(() => createActs(platform).start(place.agency.agencyId, place.period, kind), w.started, onChange);
  return (
    <div class="dock">
      <button type="button" class="btn go" aria-busy={act.isBusy} disabled={act.isBusy} onClick={start}>
        {act.isBusy ? w.starting : isAgain ? w.again(month) : w.start(month)}
      </button>
    </div>
  );
}

function Stand({ run }: { run: Run | undefined }) {
  const w = useWords(words);
  return (
    <>
      <h1>{run ? <Headline run={run} /> : w.title}</h1>
      <p>{run ? <Next run={run} /> : "\u00a0"}</p>
    </>
  );
}

function Missing({ place, rights }: { place: Place; rights: Rights }) {
  const w = useWords(words);
  const { f } = useApp();
  return (
    <>
      <h1>{w.none(f.monthYear(place.period))}</h1>
      <p>{place.isOver ? `${w.noneText} ${rights.make ? "" : w.onlyMaker}` : w.notOver}</p>
    </>
  );
}

function Headline({ run }: { run: Run }) {
  const w = useWords(words);
  const hold = holdOf(run);
  if (hold === "COMPUTING") return <>{w.heads.COMPUTING(run.peopleComputed, run.people)}</>;
  return <>{hold === "FLAGS" ? w.heads.FLAGS(run.openFlags) : w.heads[hold]}</>;
}

function Next({ run }: { run: Run }) {
  const w = useWords(words);
  const { f } = useApp();
  const causes = useWords(causeWords);
  const hold = holdOf(run);
  if (hold === "FAILED")
    return (
      <>
        {causes[run.cause] ?? w.causeUnknown} {w.nexts.FAILED}
      </>
    );
  if (hold === "FLAGS") return <>{w.nexts.FLAGS(Math.max(0, run.statements - run.openFlags), run.statements)}</>;
  if (hold !== "POSTED" && hold !== "SETTLED") return <>{w.nexts[hold]}</>;
  const posted = run.batches.filter(({ state }) => state === "POSTED" || state === "SETTLED");
  const amount = posted.reduce((sum, { payoutRupiah }) => sum + BigInt(payoutRupiah), 0n);
  return (
    <>
      {w.nexts[hold](
        f.rupiah(amount),
        posted.reduce((sum, { rows }) => sum + rows, 0),
      )}
    </>
  );
}

function MainAct({ run, rights, onSign }: Pick<HeadProps, "run" | "rights" | "onSign">) {
  const w = useWords(words);
  const { personId } = useMe();
  if (run === undefined || onSign === undefined) return null;
  if (holdOf(run) === "FLAGS") {
    return (
      <div class="dock">
        <a class="btn go" href="#h-flags">
          {w.seeFlags(run.openFlags)}
        </a>
      </div>
    );
  }
  const batch = openBatches(run).find((one) => {
    const signing = signingOf(run, one, rights, personId);
    return signing !== undefined && signing.hindrance === undefined;
  });
  if (batch === undefined) return null;
  return (
    <div class="dock">
      <button type="button" class="btn go" onClick={() => onSign(batch)}>
        <Icon name="check" />
        {batch.state === "COMPUTED" ? w.batches.checkNow(batch.batch) : w.batches.approveNow(batch.batch)}
      </button>
    </div>
  );
}

function Turn({ place: { agency, period, isOver } }: { place: Place }) {
  const w = useWords(words);
  const { f } = useApp();
  const go = (months: number) => navigate(addressOf(agency.agencyId, addMonths(period, months)));
  return (
    <PeriodStepper
      name={f.monthYear(period)}
      previous={w.previous}
      next={w.next}
      onPrevious={() => go(-1)}
      onNext={isOver ? () => go(1) : undefined}
    />
  );
}

function AgencyChoice({ place }: { place: Place }) {
  const w = useWords(words);
  return (
    <Field label={w.agency}>
      <select
        class="in"
        value={place.agency.agencyId}
        onChange={(event) => navigate(addressOf(event.currentTarget.value, place.period))}
      >
        {place.agencies.map(({ agencyId, name }) => (
          <option key={agencyId} value={agencyId}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
