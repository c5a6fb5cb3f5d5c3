import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type WaitingDues as Waiting } from "./calls.ts";
import { startAddress } from "./place.ts";
import { type Rights } from "./progress.ts";
import { stageWords } from "./stage-words.ts";

interface WaitingDuesProps {
  readonly agencyId: string;
  readonly waiting: readonly Waiting[];
  readonly rights: Rights;
}

/** What is still due of a THR or a 13th month: nothing pays it until somebody starts the run that follows. */
export function WaitingDues({ agencyId, waiting, rights }: WaitingDuesProps) {
  const { waits, kinds } = useWords(stageWords);
  const { f } = useApp();
  if (waiting.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-waiting">
      <header>
        <h2 id="h-waiting">{waits.title}</h2>
      </header>
      <p class="sm muted inset">{rights.make ? waits.text : waits.onlyMaker}</p>
      <ul class="list">
        {waiting.map(({ kind, period, people, items, amountRupiah }) => {
          const name = `${kinds[kind] ?? kind} ${f.monthYear(period)}`;
          return (
            <li key={kind + period} class="item roomy">
              <div>
                <h3 class="t">{name}</h3>
                <p class="m num">{waits.sum(people, items, f.rupiah(amountRupiah))}</p>
              </div>
              {rights.make && (
                <a class="btn" href={startAddress(agencyId, period, kind)} aria-label={waits.startOf(name)}>
                  <Icon name="right" />
                  {waits.start}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
