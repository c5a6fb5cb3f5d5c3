import { Icon, type IconName } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { type Batch, type Run } from "./calls.ts";
import { type Rights, settlingOf, shortHash, type Signing, signingOf } from "./progress.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

interface BatchesProps {
  readonly run: Run;
  readonly rights: Rights;
  onSign: (batch: Batch) => void;
  onSettle: (batch: Batch) => void;
}

/** The parts of a run, each signed by itself. */
export function Batches({ run, rights, onSign, onSettle }: BatchesProps) {
  const w = useWords(words);
  return (
    <section class="card flush" aria-labelledby="h-batches">
      <header>
        <h2 id="h-batches">{w.batches.title}</h2>
      </header>
      {run.batches.length > 1 && <p class="sm muted inset">{w.batches.split}</p>}
      <ul class="list">
        {run.batches.map((batch) => (
          <BatchItem key={batch.batch} run={run} batch={batch} rights={rights} onSign={onSign} onSettle={onSettle} />
        ))}
      </ul>
    </section>
  );
}

const tones: Readonly<Record<Batch["state"], readonly [Tone, IconName]>> = {
  COMPUTED: ["wait", "clock"],
  CHECKED: ["wait", "clock"],
  POSTED: ["ok", "done"],
  SETTLED: ["ok", "done"],
  UNSPECIFIED: ["plain", "clock"],
};

function BatchItem({ run, batch, rights, onSign, onSettle }: BatchesProps & { readonly batch: Batch }) {
  const w = useWords(words);
  const stage = useWords(stageWords);
  const { f } = useApp();
  const { personId } = useMe();
  const signing = signingOf(run, batch, rights, personId);
  const settling = settlingOf(batch, rights, personId);
  const [tone, icon] = tones[batch.state];
  return (
    <li class="item roomy">
      <div>
        <h3 class="t">{w.batches.name(batch.batch, run.batches.length)}</h3>
        <p class="m">
          {w.batches.rows(batch.rows)} · {f.rupiah(batch.netRupiah)}
          {batch.held > 0 && <> · {w.batches.held(batch.held)}</>}
        </p>
        <p class="m">
          {w.batches.hash} <code>{shortHash(batch.sha256)}</code>
        </p>
      </div>
      {batch.rows > 0 && (
        <State tone={tone} icon={icon}>
          {w.batches.states[batch.state]}
        </State>
      )}
      {signing && (
        <div class="full line">
          <Sign batch={batch} signing={signing} onSign={onSign} />
        </div>
      )}
      <BatchSums batch={batch} />
      {settling !== undefined && (
        <div class="full line">
          {settling === "same" ? (
            <p class="sm muted">{stage.sameSettler}</p>
          ) : (
            <button type="button" class="btn soft" onClick={() => onSettle(batch)}>
              {stage.settle(batch.batch)}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

/** From the net to what is transferred, where something is between. */
function BatchSums({ batch }: { batch: Batch }) {
  const w = useWords(stageWords).sums;
  const { f } = useApp();
  const cuts = [
    [w.contribution, batch.contributionRupiah],
    [w.tax, batch.taxRupiah],
    [w.recovery, batch.recoveryRupiah],
  ] as const;
  const beside = [
    [w.employer, batch.employerRupiah],
    [w.taxBorne, batch.taxBorneRupiah],
  ] as const;
  if ([...cuts, ...beside].every(([, amount]) => amount === "0")) return null;
  return (
    <dl class="kv sm full">
      {cuts.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{f.rupiah(-BigInt(amount))}</dd>
        </div>
      ))}
      <div>
        <dt>
          <b>{w.payout}</b>
        </dt>
        <dd>{f.rupiah(batch.payoutRupiah)}</dd>
      </div>
      {beside
        .filter(([, amount]) => amount !== "0")
        .map(([name, amount]) => (
          <div key={name}>
            <dt class="muted">{name}</dt>
            <dd>{f.rupiah(amount)}</dd>
          </div>
        ))}
    </dl>
  );
}

type SignProps = { readonly batch: Batch; readonly signing: Signing; onSign: (batch: Batch) => void };

function Sign({ batch, signing: { act, hindrance }, onSign }: SignProps) {
  const w = useWords(words);
  if (hindrance !== undefined) {
    const { hindrances } = w.batches;
    return <p class="sm muted">{hindrance === "role" ? hindrances.role[act] : hindrances[hindrance]}</p>;
  }
  return (
    <button type="button" class="btn soft" onClick={() => onSign(batch)}>
      <Icon name="check" />
      {act === "check" ? w.batches.checkNow(batch.batch) : w.batches.approveNow(batch.batch)}
    </button>
  );
}
