import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { terms } from "../evaluation/terms.ts";
import { type Evaluation } from "../evaluation/types.ts";
import { predicateOf } from "../evaluation/view.ts";
import { grouped } from "./pattern.ts";
import { type Team } from "./use-team.ts";
import { words } from "./words.ts";

interface GroupsProps {
  readonly team: Team;
  readonly period: string;
}

/** The team by what it waits for: who isn't rated first, without realisation at the top. */
export function Groups({ team, period }: GroupsProps) {
  const w = useWords(words);
  const { waiting, rated, issued } = grouped(team.evaluations);
  const nameOf = (personId: string) => team.nameOf(personId, w.someone);
  if (team.evaluations.length === 0) return null;
  return (
    <>
      <section class="card flush" aria-labelledby="h-waiting">
        <header>
          <h2 id="h-waiting">{w.waiting}</h2>
          {waiting.length > 0 && <span class="num">{waiting.length}</span>}
        </header>
        {waiting.length === 0 ? (
          <Empty icon="done" title={w.noneWaits} />
        ) : (
          <ul class="list">
            {waiting.map((one) => (
              <li key={one.personId} class="item">
                <Waiting evaluation={one} name={nameOf(one.personId)} />
                <a
                  class="btn soft"
                  href={`/tim/evaluasi?periode=${period}&orang=${one.personId}`}
                  aria-label={w.rateThis(nameOf(one.personId))}
                >
                  {w.rate}
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {rated.length > 0 && (
        <Done
          id="h-rated"
          title={w.rated}
          evaluations={rated}
          nameOf={nameOf}
          address={(personId) => `/tim/evaluasi?periode=${period}&orang=${personId}`}
          act={w.change}
          actThis={w.changeThis}
        />
      )}
      {issued.length > 0 && (
        <Done
          id="h-issued"
          title={w.issuedList}
          evaluations={issued}
          nameOf={nameOf}
          address={(personId) => `/evaluasi?periode=${period}&orang=${personId}`}
          act={w.see}
          actThis={w.seeThis}
        />
      )}
    </>
  );
}

function Waiting({ evaluation, name }: { evaluation: Evaluation; name: string }) {
  const { f } = useApp();
  const w = useWords(words);
  const { realised, approvedMinutes, sealedRevision } = evaluation;
  return (
    <div>
      <p class="t">{name}</p>
      <p class="m num">
        {realised === 0 ? (
          <span class="st wait">
            <Icon name="warn" />
            {w.noRealisation}
          </span>
        ) : (
          w.realised(realised)
        )}
        {" · "}
        {sealedRevision > 0 ? w.hours(f.duration(approvedMinutes)) : w.notClosedShort}
      </p>
    </div>
  );
}

interface DoneProps {
  readonly id: string;
  readonly title: string;
  readonly evaluations: readonly Evaluation[];
  readonly act: string;
  nameOf: (personId: string) => string;
  address: (personId: string) => string;
  actThis: (name: string) => string;
}

function Done({ id, title, evaluations, nameOf, address, act, actThis }: DoneProps) {
  const t = useWords(terms);
  return (
    <section class="card flush" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span class="num">{evaluations.length}</span>
      </header>
      <ul class="list">
        {evaluations.map((one) => {
          const predicate = predicateOf(one);
          const name = nameOf(one.personId);
          return (
            <li key={one.personId} class="item">
              <div>
                <p class="t">{name}</p>
                <p class="m">{predicate && t.predicates[predicate]}</p>
              </div>
              <a class="btn" href={address(one.personId)} aria-label={actThis(name)}>
                {act}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
