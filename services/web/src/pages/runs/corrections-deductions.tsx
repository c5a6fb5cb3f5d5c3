import { Note } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type DeductionDifference, type TaxDifference } from "./corrections-calls.ts";
import { correctionWords } from "./corrections-words.ts";

/** What a month of payment has deducted, what it should have, and what becomes of the difference. */
export function Deductions({ month }: { readonly month: DeductionDifference }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  return (
    <section class="stack tight">
      <h3>{w.deductions(f.monthYear(month.payoutPeriod))}</h3>
      <dl class="kv sm">
        {month.contributions.map((one) => (
          <Shares
            key={one.contributionId}
            label={one.label}
            own={[one.ownWasRupiah, one.ownRightRupiah]}
            employer={[one.employerWasRupiah, one.employerRightRupiah]}
          />
        ))}
      </dl>
      {month.tax && <Tax tax={month.tax} />}
    </section>
  );
}

type Pair = readonly [was: string, right: string];

function Shares({ label, own, employer }: { readonly label: string; readonly own: Pair; readonly employer: Pair }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  const [was, right] = own.map(BigInt) as [bigint, bigint];
  const amount = f.rupiah(String(right > was ? right - was : was - right));
  const said = right === was ? w.same : right > was ? w.taken(amount) : w.givenBack(amount);
  return (
    <>
      <div>
        <dt>{label}</dt>
        <dd>
          <Change pair={own} /> <span class="xs muted">({said})</span>
        </dd>
      </div>
      <div>
        <dt>{w.ofEmployer(label)}</dt>
        <dd>
          <Change pair={employer} />
        </dd>
      </div>
    </>
  );
}

function Change({ pair: [was, right] }: { readonly pair: Pair }) {
  const w = useWords(correctionWords);
  const { f } = useApp();
  return (
    <>
      <span class="muted">{w.was}:</span> {f.rupiah(was)} <span class="muted">{w.right}:</span> {f.rupiah(right)}
    </>
  );
}

function Tax({ tax }: { readonly tax: TaxDifference }) {
  const w = useWords(correctionWords);
  const way = w.ways[tax.way];
  return (
    <>
      <dl class="kv sm">
        <div>
          <dt>{w.taxOf(tax.label, tax.borneByEmployee)}</dt>
          <dd>
            <Change pair={[tax.wasRupiah, tax.rightRupiah]} />
          </dd>
        </div>
      </dl>
      {tax.wasRupiah !== tax.rightRupiah && way !== undefined && (
        <Note tone={tax.way === "NEXT_PAYMENT" ? "info" : "wait"} icon={tax.way === "NEXT_PAYMENT" ? "info" : "warn"}>
          <p>{way}</p>
        </Note>
      )}
    </>
  );
}
