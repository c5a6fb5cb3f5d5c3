import { Empty } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { Answer, Paged } from "../people/parts.tsx";
import { FactItem } from "./fact-item.tsx";
import { useOwnFacts } from "./use-facts.ts";
import { words } from "./words.ts";

/** What is recorded about the reader: everybody sees what the own pay rests on. */
export function OwnFacts() {
  const w = useWords(words);
  const pages = useOwnFacts();
  return (
    <>
      <Answer eye={w.title} title={w.ownTitle}>
        <p>{w.ownText}</p>
      </Answer>
      <Paged pages={pages} empty={<Nothing />}>
        {(rows) => (
          <section class="card flush">
            <ul class="list">
              {rows.map((fact) => (
                <FactItem key={fact.factId} fact={fact} />
              ))}
            </ul>
          </section>
        )}
      </Paged>
    </>
  );
}

function Nothing() {
  const w = useWords(words);
  return (
    <div class="card">
      <Empty title={w.ownNone}>
        <p>{w.ownNoneText}</p>
      </Empty>
    </div>
  );
}
