import { useState } from "preact/hooks";
import { Icon, type IconName } from "../../components/icon.tsx";
import { ProblemNote, Skeleton, State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { type Correction, listCorrections, listReceivables } from "./corrections-calls.ts";
import { PreviewSheet } from "./corrections-preview.tsx";
import { correctionWords } from "./corrections-words.ts";
import { useMoment } from "./moment.ts";
import { type Rights } from "./progress.ts";

interface CorrectionsProps {
  readonly agencyId: string;
  readonly rights: Rights;
}

/** Corrections of the agency; read only when somebody opens it. */
export function CorrectionsCard(props: CorrectionsProps) {
  const w = useWords(correctionWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="card flush" aria-labelledby="h-corrections">
      <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary class="head-fold">
          <Icon name="right" chevron />
          <h2 id="h-corrections">{w.title}</h2>
        </summary>
        {isOpen ? <Cases {...props} /> : <p />}
      </details>
    </section>
  );
}

/** As many pages as were asked for. */
async function loadPages(load: (token: string) => ReturnType<typeof listCorrections>, pages: number) {
  let { corrections, nextPageToken } = await load("");
  for (let page = 1; page < pages && nextPageToken !== ""; page += 1) {
    const next = await load(nextPageToken);
    corrections = [...corrections, ...next.corrections];
    nextPageToken = next.nextPageToken;
  }
  return { corrections, nextPageToken };
}

function Cases({ agencyId, rights }: CorrectionsProps) {
  const w = useWords(correctionWords);
  const { client } = useApp().platform;
  const [pages, setPages] = useState(1);
  const { value, problem, reload } = useLoad(
    () => loadPages((token) => listCorrections(client, agencyId, token), pages),
    [client, agencyId, pages],
  );
  if (value === undefined)
    return problem ? <ProblemNote problem={problem} title={w.failed} onRetry={reload} /> : <Skeleton lines={3} />;
  return (
    <>
      <p class="sm muted inset">{w.text}</p>
      {problem && <ProblemNote problem={problem} title={w.failed} onRetry={reload} />}
      <List corrections={value.corrections} rights={rights} onChange={reload} />
      {value.nextPageToken !== "" && (
        <p class="foot">
          <button type="button" class="btn wide" onClick={() => setPages(pages + 1)}>
            {w.next}
          </button>
        </p>
      )}
      <Receivables agencyId={agencyId} />
    </>
  );
}

interface ListProps {
  readonly corrections: readonly Correction[];
  readonly rights: Rights;
  onChange: () => void;
}

function List({ corrections, rights, onChange }: ListProps) {
  const w = useWords(correctionWords);
  const [looking, setLooking] = useState<Correction | undefined>(undefined);
  const names = useNames(corrections.map(({ personId }) => personId));
  const close = () => {
    setLooking(undefined);
    onChange();
  };
  if (corrections.length === 0) return <p class="sm muted inset">{w.empty}</p>;
  return (
    <>
      <ul class="list">
        {corrections.map((correction) => (
          <Case key={correction.caseId} correction={correction} names={names} onLook={setLooking} />
        ))}
      </ul>
      {looking && (
        <PreviewSheet
          correction={looking}
          name={names.of(looking.personId, w.someone)}
          rights={rights}
          onDone={onChange}
          onClose={close}
        />
      )}
    </>
  );
}

const looks: Readonly<Record<string, readonly [Tone, IconName]>> = {
  OPEN: ["info", "clock"],
  PREVIEWED: ["wait", "clock"],
  CONFIRMED: ["ok", "done"],
  REFUSED: ["plain", "cancel"],
  NO_CHANGE: ["plain", "check"],
};

interface CaseProps {
  readonly correction: Correction;
  readonly names: Names;
  onLook: (correction: Correction) => void;
}

function Case({ correction, names, onLook }: CaseProps) {
  const w = useWords(correctionWords);
  const moment = useMoment();
  const { f } = useApp();
  const { personId, state, trigger, note, reason, affectedFrom, openedAt } = correction;
  const name = names.of(personId, w.someone);
  const isStanding = state === "OPEN" || state === "PREVIEWED";
  const [tone, icon] = looks[state] ?? ["plain", "info"];
  return (
    <li class="item roomy">
      <div>
        <p class="t">{name}</p>
        <p class="m">
          {w.triggers[trigger] ?? trigger} · {w.from(f.day(affectedFrom))} · {moment(openedAt)}
        </p>
        <p class="sm">{reason === "" ? note : reason}</p>
        {isStanding && (
          <button type="button" class="btn" aria-label={w.seeOf(name)} onClick={() => onLook(correction)}>
            {w.see}
          </button>
        )}
      </div>
      <State tone={tone} icon={icon}>
        {w.states[state] ?? state}
      </State>
    </li>
  );
}

function Receivables({ agencyId }: { readonly agencyId: string }) {
  const w = useWords(correctionWords);
  const { f, platform } = useApp();
  const { value } = useLoad(() => listReceivables(platform.client, agencyId), [platform.client, agencyId]);
  const names = useNames(value?.map(({ personId }) => personId) ?? []);
  if (value === undefined) return null;
  return (
    <>
      <h3 class="inset">{w.receivables}</h3>
      {value.length === 0 && <p class="sm muted inset">{w.noReceivables}</p>}
      <ul class="list">
        {value.map(({ receivableId, personId, label, amountRupiah, recoveredRupiah }) => (
          <li key={receivableId} class="item">
            <div>
              <p class="t">{names.of(personId, w.someone)}</p>
              <p class="m">{label}</p>
              <p class="sm num">{w.recovered(f.rupiah(recoveredRupiah), f.rupiah(amountRupiah))}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
