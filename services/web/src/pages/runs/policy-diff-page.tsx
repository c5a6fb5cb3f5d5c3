import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { type Agency } from "../../state/use-agencies.ts";
import { useLoad } from "../../state/use-load.ts";
import { type ComparedPolicies, comparePolicies, type DiffPart, type Difference, listPolicies, type Policy } from "./calls.ts"; // prettier-ignore
import { changedParts, type Piece } from "./changed-parts.ts";
import { Field } from "../../components/field.tsx";
import { governanceWords } from "./governance-words.ts";
import { ImpactRows, ImpactSums } from "./impact-card.tsx";
import { policyDiffWords } from "./policy-diff-words.ts";

interface DiffPageProps {
  readonly agency: Agency;
  readonly policyId: string;
  readonly otherId: string;
  /** The policy's own page. */
  readonly back: string;
}

/** Two versions in two columns, with the law beside, and whose money changes. */
export function PolicyDiffPage({ agency: { agencyId, name }, policyId, otherId, back }: DiffPageProps) {
  const w = useWords(policyDiffWords);
  const { client } = useApp().platform;
  const { value, problem, reload } = useLoad(
    () => comparePolicies(client, agencyId, policyId, otherId),
    [client, agencyId, policyId, otherId],
  );
  return (
    <>
      <a class="btn link" href={back}>
        <Icon name="left" />
        {w.back}
      </a>
      <div class="ans">
        <p class="eye">{name}</p>
        <h1>{w.title}</h1>
      </div>
      {problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />}
      {value ? <Whole value={value} /> : !problem && <Skeleton lines={6} tall />}
    </>
  );
}

function Whole({ value }: { value: ComparedPolicies }) {
  const w = useWords(policyDiffWords);
  const titleOf = ({ title, version }: Policy) => w.version(title, version);
  return (
    <>
      <Impact value={value} />
      {value.parts.length === 0 && (
        <Note tone="ok" icon="done">
          <p>{w.same}</p>
        </Note>
      )}
      {value.parts.map((part) => (
        <Part key={part.part} part={part} titles={[titleOf(value.before), titleOf(value.after)]} />
      ))}
    </>
  );
}

function Impact({ value: { impact, rows } }: { value: ComparedPolicies }) {
  const w = useWords(policyDiffWords);
  return (
    <section class="card stack" aria-labelledby="h-money">
      <h2 id="h-money">{w.isMoney}</h2>
      {impact ? <ImpactSums impact={impact} /> : <p class="sm muted">{w.noImpact}</p>}
      {rows.length > 0 && <ImpactRows rows={rows} />}
    </section>
  );
}

function Part({ part: { part, differences }, titles }: { part: DiffPart; titles: readonly [string, string] }) {
  const w = useWords(policyDiffWords);
  const id = `h-diff-${part.toLowerCase()}`;
  return (
    <section class="card flush" aria-labelledby={id}>
      <header>
        <h2 id={id}>{w.parts[part] ?? part}</h2>
        <span class="num">{w.count(differences.length)}</span>
      </header>
      <table class="tbl diff" role="table">
        <caption class="vh">{w.parts[part] ?? part}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {w.what}
            </th>
            <th role="columnheader" scope="col">
              {w.before}: {titles[0]}
            </th>
            <th role="columnheader" scope="col">
              {w.after}: {titles[1]}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {differences.map((one) => (
            <Row key={one.key} difference={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ difference: { key, label, before, after, citeBefore, citeAfter } }: { difference: Difference }) {
  const w = useWords(policyDiffWords);
  const [old, next] = changedParts(before, after);
  const [oldLaw, nextLaw] = changedParts(citeBefore, citeAfter);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {label === "" ? key : label}
        {label !== "" && <code class="xs muted">{key}</code>}
      </th>
      <td role="cell" class="full" data-l={w.before}>
        {before === "" ? <em class="muted">{w.onlyAfter}</em> : <Words pieces={old} tag="del" />}
        {citeBefore !== "" && (
          <p class="cite xs">
            <Words pieces={oldLaw} tag="del" />
          </p>
        )}
      </td>
      <td role="cell" class="full" data-l={w.after}>
        {after === "" ? <em class="muted">{w.onlyBefore}</em> : <Words pieces={next} tag="ins" />}
        {citeAfter !== "" && (
          <p class="cite xs">
            <Words pieces={nextLaw} tag="ins" />
          </p>
        )}
      </td>
    </tr>
  );
}

/** What the other side does not have stands in an element of its own, so that it is told to those who don't see it. */
function Words({ pieces, tag: Tag }: { pieces: readonly Piece[]; tag: "del" | "ins" }) {
  return <>{pieces.map(({ text, isChanged }, place) => (isChanged ? <Tag key={place}>{text}</Tag> : text))}</>;
}

interface ChoiceProps {
  readonly agencyId: string;
  readonly policy: Policy;
  /** Address of the comparison of the first with the second. */
  addressOf: (policyId: string, otherId: string) => string;
}

/** On the page of a policy: with which other one it is compared. The older of the two stands at the left. */
export function CompareChoice({ agencyId, policy, addressOf }: ChoiceProps) {
  const w = useWords(policyDiffWords);
  const states = useWords(governanceWords);
  const { client } = useApp().platform;
  const { value } = useLoad(() => listPolicies(client, agencyId), [client, agencyId]);
  const [otherId, setOtherId] = useState("");
  const others = (value ?? []).filter(({ policyId }) => policyId !== policy.policyId);
  if (others.length === 0) return null;
  const other = others.find(({ policyId }) => policyId === otherId);
  const go = () => {
    if (other === undefined) return;
    const isOlder = (other.draftedAt ?? "") < (policy.draftedAt ?? "");
    const [first, second] = isOlder ? [other, policy] : [policy, other];
    navigate(addressOf(first.policyId, second.policyId));
  };
  return (
    <section class="card stack" aria-label={w.compareWith}>
      <Field label={w.compareWith} hint={states.impact.title}>
        <select class="in" value={otherId} onChange={(event) => setOtherId(event.currentTarget.value)}>
          <option value="">{w.choose}</option>
          {others.map(({ policyId, title, version }) => (
            <option key={policyId} value={policyId}>
              {w.version(title, version)}
            </option>
          ))}
        </select>
      </Field>
      <button type="button" class="btn" disabled={other === undefined} onClick={go}>
        {w.compare}
      </button>
    </section>
  );
}
