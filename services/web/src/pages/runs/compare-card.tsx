import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { type Band, compareRun, type Comparison, type Run } from "./calls.ts";
import { bandLabel, heightsOf } from "./compare.ts";
import { statementAddress } from "./place.ts";
import { stageWords } from "./stage-words.ts";

/** The run before beside this one; read only when somebody opens it, since each reading is recorded. */
export function CompareCard({ run }: { run: Run }) {
  const w = useWords(stageWords).compare;
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card flush" aria-labelledby="h-compare">
      <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="head-fold">
          <Icon name="right" chevron />
          <h2 id="h-compare">{w.title}</h2>
        </summary>
        {isOpen ? <Opened key={run.sha256} run={run} /> : <p />}
      </details>
    </section>
  );
}

function Opened({ run }: { run: Run }) {
  const w = useWords(stageWords).compare;
  const { f, platform } = useApp();
  const { value, problem, reload } = useLoad(() => compareRun(platform.client, run), [platform, run.runId]);
  if (value === undefined)
    return problem ? <ProblemNote problem={problem} title={w.failed} onRetry={reload} /> : <Skeleton lines={4} />;
  if (value.previousRunId === "") return <p class="sm muted inset">{w.none}</p>;
  return (
    <div class="stack compare">
      <p class="sm muted">{w.text(f.monthYear(value.previousPeriod))}</p>
      <Sums value={value} />
      <Bands bands={value.bands} />
      <Largest run={run} value={value} />
    </div>
  );
}

function Sums({ value }: { value: Comparison }) {
  const w = useWords(stageWords).compare;
  const { f } = useApp();
  const { joiners, leavers, peopleStayed, peopleChanged } = value;
  return (
    <dl class="kv">
      {value.batches.map(({ batch, netBeforeRupiah, netAfterRupiah, peopleBefore, peopleAfter }) => (
        <div key={batch}>
          <dt>
            {w.part(batch)} · {w.people(peopleBefore)} → {w.people(peopleAfter)}
          </dt>
          <dd>
            {f.rupiah(netBeforeRupiah)} → {f.rupiah(netAfterRupiah)}
          </dd>
        </div>
      ))}
      <div>
        <dt>{w.stayed}</dt>
        <dd>
          {w.people(peopleStayed)}, {w.changed(peopleChanged)}
        </dd>
      </div>
      <div>
        <dt>
          {w.joiners} · {w.people(joiners?.people ?? 0)}
        </dt>
        <dd>{f.rupiah(joiners?.netRupiah ?? "0")}</dd>
      </div>
      <div>
        <dt>
          {w.leavers} · {w.people(leavers?.people ?? 0)}
        </dt>
        <dd>{f.rupiah(-BigInt(leavers?.netRupiah ?? "0"))}</dd>
      </div>
    </dl>
  );
}

/** A table whose rows draw themselves: the picture says nothing that isn't in words. */
function Bands({ bands }: { bands: readonly Band[] }) {
  const w = useWords(stageWords).compare;
  const { f } = useApp();
  const shares = heightsOf(bands);
  return (
    <table class="tbl bands" role="table">
      <caption>{w.bands}</caption>
      <tbody role="rowgroup">
        {bands.map((band, place) => (
          <tr key={place} role="row">
            <th role="rowheader" scope="row">
              {bandLabel(band, w, f)}
            </th>
            <td role="cell" class="bar-cell" aria-hidden="true">
              <span
                class={band.upToBp === 0 ? "bar-same" : band.loss ? "bar-loss" : "bar-gain"}
                style={`width:${String(shares[place] ?? 0)}%`}
              />
            </td>
            <td role="cell" class="n">
              {w.people(band.people)}
            </td>
            <td role="cell" class="n" data-l={w.change}>
              {f.rupiah(band.changeRupiah)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Largest({ run, value: { largest } }: { run: Run; value: Comparison }) {
  const w = useWords(stageWords).compare;
  const { f } = useApp();
  const names = useNames(largest.map(({ personId }) => personId));
  if (largest.length === 0) return null;
  return (
    <table class="tbl" role="table">
      <caption>{w.largest}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[w.person, w.before, w.after, w.change].map((title, place) => (
            <th key={title} role="columnheader" scope="col" class={place === 0 ? undefined : "n"}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {largest.map(({ personId, netBeforeRupiah, netAfterRupiah }) => (
          <tr key={personId} role="row">
            <th role="rowheader" scope="row" class="a">
              <a href={statementAddress(run, personId)}>{names.of(personId, w.someone)}</a>
            </th>
            <td role="cell" class="n" data-l={w.before}>
              {netBeforeRupiah === undefined ? w.isNew : f.rupiah(netBeforeRupiah)}
            </td>
            <td role="cell" class="n" data-l={w.after}>
              {netAfterRupiah === undefined ? w.isGone : f.rupiah(netAfterRupiah)}
            </td>
            <td role="cell" class="n b" data-l={w.change}>
              {f.rupiah(BigInt(netAfterRupiah ?? "0") - BigInt(netBeforeRupiah ?? "0"))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
