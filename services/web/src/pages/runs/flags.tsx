import { flagSentence } from "../../components/pay-flags.ts";
import { Empty, State, type Tone } from "../../components/parts.tsx";
import { type IconName } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Names } from "../../state/use-names.ts";
import { type Part, type Run, type RunFlag } from "./calls.ts";
import { decisionWords } from "./decision-words.ts";
import { useMoment } from "./moment.ts";
import { statementAddress } from "./place.ts";
import { type Rights } from "./progress.ts";

interface FlagsProps {
  readonly run: Run;
  readonly flags: Part<RunFlag>;
  readonly rights: Rights;
  readonly names: Names;
  onDecide: (flag: RunFlag) => void;
  onMore: () => void;
}

/** Rows that need a person, blocking ones first. */
export function Flags({ run, flags, onMore, ...rest }: FlagsProps) {
  const w = useWords(decisionWords);
  return (
    <section class="card flush" aria-labelledby="h-flags">
      <header>
        <h2 id="h-flags">{w.title}</h2>
        {run.openFlags > 0 && <span class="num">{w.open(run.openFlags)}</span>}
      </header>
      {flags.items.length === 0 ? (
        <Empty icon="done" title={w.none}>
          <p>{w.noneText}</p>
        </Empty>
      ) : (
        <ul class="list">
          {flags.items.map((flag) => (
            <FlagItem key={flag.flagId} run={run} flag={flag} {...rest} />
          ))}
        </ul>
      )}
      {flags.nextPageToken !== "" && (
        <p class="foot">
          <button type="button" class="btn wide" onClick={onMore}>
            {w.next}
          </button>
        </p>
      )}
    </section>
  );
}

const tones: Readonly<Record<RunFlag["severity"], readonly [Tone, IconName]>> = {
  BLOCK: ["bad", "warn"],
  WARN: ["wait", "clock"],
  NOTE: ["info", "info"],
  UNSPECIFIED: ["plain", "info"],
};

/** What an anomaly means, in words. */
export function FlagSentence({ flag }: { flag: RunFlag }) {
  const { settings } = useApp();
  const w = useWords(decisionWords);
  return <>{flagSentence(flag.code, flag.params, settings.language) ?? w.unknown}</>;
}

type ItemProps = Omit<FlagsProps, "flags" | "onMore"> & { readonly flag: RunFlag };

function FlagItem({ run, flag, rights, names, onDecide }: ItemProps) {
  const w = useWords(decisionWords);
  const name = names.of(flag.personId, w.someone);
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{name}</h3>
        <p class="m">
          <FlagSentence flag={flag} />
        </p>
      </div>
      <FlagState flag={flag} />
      <Decision flag={flag} names={names} />
      <div class="full line">
        <FlagActs run={run} flag={flag} name={name} rights={rights} onDecide={onDecide} />
      </div>
    </li>
  );
}

/** How bad it is while it is open; what was decided afterwards. */
function FlagState({ flag: { decision, severity } }: { flag: RunFlag }) {
  const w = useWords(decisionWords);
  const isOpen = decision === "UNSPECIFIED";
  const [tone, icon] = isOpen
    ? tones[severity]
    : decision === "HOLD"
      ? (["bad", "cancel"] as const)
      : (["ok", "done"] as const);
  return (
    <State tone={tone} icon={icon}>
      {isOpen ? w.severities[severity] : w.decisions[decision]}
    </State>
  );
}

function Decision({ flag, names }: { flag: RunFlag; names: Names }) {
  const w = useWords(decisionWords);
  const moment = useMoment();
  if (flag.decision === "UNSPECIFIED") return null;
  return (
    <div class="full sm">
      <p class="muted">{w.by(names.of(flag.decidedBy, w.someone), moment(flag.decidedAt))}</p>
      <p class="said">{flag.reason}</p>
    </div>
  );
}

type ActsProps = Omit<ItemProps, "names"> & { readonly name: string };

function FlagActs({ run, flag, name, rights, onDecide }: ActsProps) {
  const w = useWords(decisionWords);
  const isComputed = flag.severity !== "BLOCK";
  return (
    <>
      {rights.amounts && isComputed && (
        <a class="btn" href={statementAddress(run, flag.personId)} aria-label={w.proofOf(name)}>
          {w.proof}
        </a>
      )}
      {isOpenIn(run, flag) && <Decide flag={flag} name={name} rights={rights} onDecide={onDecide} />}
    </>
  );
}

/** A note needs no decision, and what is checked takes none any more. */
function isOpenIn({ batches }: Run, { decision, severity, batch }: RunFlag): boolean {
  const { state } = batches.find((one) => one.batch === batch) ?? {};
  return decision === "UNSPECIFIED" && severity !== "NOTE" && state === "COMPUTED";
}

function Decide({ flag, name, rights, onDecide }: Omit<ActsProps, "run">) {
  const w = useWords(decisionWords);
  const { personId } = useMe();
  if (!rights.decide) return <span class="sm muted">{w.onlyDeciders}</span>;
  if (flag.personId === personId) return <span class="sm muted">{w.own}</span>;
  return (
    <button type="button" class="btn soft" aria-label={w.decideFor(name)} onClick={() => onDecide(flag)}>
      {w.decide}
    </button>
  );
}
