import { State } from "../../components/parts.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Names } from "../../state/use-names.ts";
import { type Batch, getLedger, type Run } from "./calls.ts";
import { useMoment } from "./moment.ts";
import { openBatches, type Rights, shortHash } from "./progress.ts";
import { stageWords } from "./stage-words.ts";
import { words } from "./words.ts";

export function Totals({ run, rights }: { run: Run; rights: Rights }) {
  const w = useWords(words);
  const stage = useWords(stageWords).sums;
  const { f } = useApp();
  const hasPosted = run.batches.some(({ state }) => state === "POSTED" || state === "SETTLED");
  return (
    <section class="card" aria-labelledby="h-totals">
      <header>
        <h2 id="h-totals">{w.totals.title}</h2>
        <span class="num">{w.batches.rows(run.statements)}</span>
      </header>
      <dl class="kv">
        <div>
          <dt>{w.totals.gross}</dt>
          <dd>{f.rupiah(run.grossRupiah)}</dd>
        </div>
        <div>
          <dt>{w.totals.cut}</dt>
          <dd>{f.rupiah(-BigInt(run.cutRupiah))}</dd>
        </div>
        <div>
          <dt>
            <b>{w.totals.net}</b>
          </dt>
          <dd>{f.rupiah(run.netRupiah)}</dd>
        </div>
        {run.payoutRupiah !== run.netRupiah && (
          <div>
            <dt>{stage.payout}</dt>
            <dd>{f.rupiah(run.payoutRupiah)}</dd>
          </div>
        )}
      </dl>
      <Counts run={run} />
      {hasPosted && rights.amounts && <LedgerFact run={run} />}
    </section>
  );
}

/** Why rows, people and payments differ: posts of one person, and rows that were held. */
function Counts({ run }: { run: Run }) {
  const w = useWords(words);
  const posts = Number(run.inputs.find(({ name }) => name === "ROSTER")?.count ?? "0");
  const held = run.batches.reduce((sum, batch) => sum + batch.held, 0);
  const paid = run.batches.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <>
      {posts > run.people && run.people > 0 && <p class="sm muted">{w.totals.posts(posts, run.people)}</p>}
      {held > 0 && <p class="sm muted">{w.totals.parts(paid, held)}</p>}
    </>
  );
}

function LedgerFact({ run }: { run: Run }) {
  const w = useWords(words);
  const { f, platform } = useApp();
  const { value, problem } = useLoad(
    () => getLedger(platform.client, run),
    [platform, run.agencyId, run.period, run.postedAt],
  );
  if (value === undefined) return <p class="sm muted">{problem ? w.totals.noLedger : "\u00a0"}</p>;
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        {value.sumRupiah === "0" ? (
          <State tone="ok" icon="done">
            {w.totals.balanced}
          </State>
        ) : (
          <State tone="bad" icon="warn">
            {w.totals.unbalanced(f.rupiah(value.sumRupiah))}
          </State>
        )}
      </summary>
      <dl class="kv sm">
        {value.accounts.map(({ account, amountRupiah }) => (
          <div key={account}>
            <dt>{account}</dt>
            <dd>{f.rupiah(amountRupiah)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface SignersProps {
  readonly run: Run;
  readonly names: Names;
}

/** Maker, checker, approver: who has signed, and when. */
export function Signers({ run, names }: SignersProps) {
  const w = useWords(words);
  const batches = openBatches(run);
  const title = (role: string, { batch }: Batch) => (batches.length > 1 ? w.four.ofBatch(role, batch) : role);
  return (
    <section class="card" aria-labelledby="h-four">
      <header>
        <h2 id="h-four">{w.four.title}</h2>
      </header>
      <ul class="list signers">
        <Signer role={w.four.maker} name={names.of(run.makerId, w.four.someone)} at={run.startedAt} state="done" />
        {batches.map((batch) => (
          <Signer
            key={`check ${String(batch.batch)}`}
            role={title(w.four.checker, batch)}
            name={batch.checkerId === "" ? w.four.nobody : names.of(batch.checkerId, w.four.someone)}
            at={batch.checkedAt}
            state={batch.checkerId === "" ? "waits" : "done"}
          />
        ))}
        {batches.map((batch) => (
          <Signer
            key={`approve ${String(batch.batch)}`}
            role={title(w.four.approver, batch)}
            name={batch.approverId === "" ? w.four.nobody : names.of(batch.approverId, w.four.someone)}
            at={batch.postedAt}
            state={batch.approverId !== "" ? "done" : batch.state === "CHECKED" ? "waits" : "notYet"}
          />
        ))}
      </ul>
      <p class="sm muted">{w.four.text}</p>
    </section>
  );
}

interface SignerProps {
  readonly role: string;
  readonly name: string;
  readonly at: string | undefined;
  readonly state: "done" | "waits" | "notYet";
}

function Signer({ role, name, at, state }: SignerProps) {
  const w = useWords(words);
  const moment = useMoment();
  const [tone, icon] = ({ done: ["ok", "done"], waits: ["wait", "clock"], notYet: ["plain", "lock"] } as const)[state];
  return (
    <li class="item">
      <div>
        <p class="m">{role}</p>
        <p class="t">{name}</p>
        {at !== undefined && <p class="m num">{moment(at)}</p>}
      </div>
      <State tone={tone} icon={icon}>
        {w.four[state]}
      </State>
    </li>
  );
}

/** Hashes to compare with another screen; the inputs that were frozen. */
export function Hashes({ run }: { run: Run }) {
  const w = useWords(words);
  const hashes = [
    [w.hashes.policy, run.policySha256],
    ...run.inputs.map(({ name, count, sha256 }) => [
      `${w.hashes.inputs[name] ?? name} (${w.hashes.rows(count)})`,
      sha256,
    ]),
    [w.hashes.snapshot, run.snapshotSha256],
    [w.hashes.run, run.sha256],
  ].filter(([, sha256]) => sha256 !== "");
  return (
    <section class="card" aria-labelledby="h-hashes">
      <header>
        <h2 id="h-hashes">{w.hashes.title}</h2>
      </header>
      <p class="sm muted">{w.hashes.text}</p>
      {hashes.map(([name = "", sha256 = ""]) => (
        <details key={name} class="hash-fold">
          <summary>
            <span>{name}</span>
            <code>{shortHash(sha256)}</code>
          </summary>
          <p class="hash">
            <code>{sha256}</code>
          </p>
        </details>
      ))}
    </section>
  );
}
