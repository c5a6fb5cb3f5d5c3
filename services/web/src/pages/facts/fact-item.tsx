import { type ComponentChildren } from "preact";
import { type IconName } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { type Office } from "../people/office.ts";
import { useInstant } from "../people/parts.tsx";
import { words as shared } from "../people/words.ts";
import { type Fact } from "./calls.ts";
import { useKindName, useKinds } from "./kinds.ts";
import { fieldTexts, type Standing, standingOf, timeText } from "./say.ts";
import { type FactRow } from "./use-facts.ts";
import { words } from "./words.ts";

const looks: Readonly<Record<Standing, readonly [Tone, IconName]>> = {
  PROPOSED: ["wait", "clock"],
  CONFIRMED: ["ok", "done"],
  REJECTED: ["bad", "cancel"],
  ENDED: ["plain", "info"],
  WITHDRAWN: ["plain", "cancel"],
};

export function FactState({ fact }: { fact: Fact }) {
  const w = useWords(words);
  const standing = standingOf(fact);
  const [tone, icon] = looks[standing];
  return (
    <State tone={tone} icon={icon}>
      {w.standings[standing]}
    </State>
  );
}

/** "cuti sakit, 5 Okt 2026 sampai 7 Okt 2026": what is said, and of which time. */
export function useSaying(): (fact: Pick<Fact, "kind" | "fields" | "validFrom" | "validTo">) => string {
  const w = useWords(words);
  const { f, settings } = useApp();
  const kindOf = useKindFinder();
  return (fact) => {
    const kind = kindOf(fact.kind);
    const texts = fieldTexts(kind, fact.fields, { language: settings.language, f });
    return [...texts, timeText(kind?.time, fact, w, { f })].join(" · ");
  };
}

function useKindFinder() {
  const kinds = useKinds();
  return (name: string) => kinds.find(({ kind }) => kind === name);
}

/** Whom it is about: a person, a unit, or everybody. */
export function useWhom(units: Office["units"]): (fact: Pick<FactRow, "personId" | "unitId" | "person">) => string {
  const w = useWords(words);
  const s = useWords(shared);
  return ({ personId, unitId, person }) => {
    if (personId !== "") return person?.name ?? s.someone;
    if (unitId === "") return w.agencyWide;
    const unit = units.find((one) => one.unitId === unitId);
    return unit === undefined ? w.unknownUnit : w.ofUnit(unit.name);
  };
}

interface ItemProps {
  readonly fact: FactRow;
  /** The name of the one it is about, where the reader does not know it. */
  readonly whom?: ComponentChildren;
  readonly acts?: ComponentChildren;
}

/** One fact: what, when, on which ground, by whom, and where it stands. */
export function FactItem({ fact, whom, acts }: ItemProps) {
  const kindName = useKindName();
  const say = useSaying();
  return (
    <li class="item roomy">
      <div>
        <h2 class="t">
          {whom === undefined ? kindName(fact) : whom}
          {whom !== undefined && <small class="under">{kindName(fact)}</small>}
        </h2>
        <p class="sm">{say(fact)}</p>
        <Ground fact={fact} />
      </div>
      <FactState fact={fact} />
      {acts !== undefined && <div class="full line">{acts}</div>}
    </li>
  );
}

/** On which ground: the letter, and what it does to another fact. */
function useGround() {
  const w = useWords(words);
  return ({ decree, withdraws, replaces }: Fact): string[] => [
    ...(decree === "" ? [] : [w.decree(decree)]),
    ...(withdraws ? [w.withdraws] : []),
    ...(replaces !== "" && !withdraws ? [w.replaces] : []),
  ];
}

/** Who did what with it. */
function useActors() {
  const w = useWords(words);
  const instant = useInstant();
  return ({ recorder, recordedAt, fileId, line, decidedBy, decider, decidedAt, supersededAt }: FactRow): string[] => [
    w.recorded(recorder?.name ?? w.otherOfficer, instant(recordedAt)),
    ...(fileId === "" ? [] : [w.fromFile(line)]),
    ...(decidedBy === "" ? [] : [w.decided(decider?.name ?? w.otherOfficer, instant(decidedAt))]),
    ...(supersededAt === undefined ? [] : [w.ended(instant(supersededAt))]),
  ];
}

function Ground({ fact }: { fact: FactRow }) {
  const [ground, actors] = [useGround(), useActors()];
  return (
    <>
      <p class="m">{[...ground(fact), ...actors(fact)].join(" · ")}</p>
      <p class="said sm">{fact.reason}</p>
    </>
  );
}
