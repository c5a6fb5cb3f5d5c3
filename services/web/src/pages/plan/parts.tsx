import { type ComponentChildren } from "preact";
import { type IconName } from "../../components/icon.tsx";
import { Note, State, type Tone } from "../../components/parts.tsx";
import { type PersonName } from "../../api/types.ts";
import { useWords } from "../../i18n/words.ts";
import { type SkpState, type Unit } from "./types.ts";
import { words } from "./words.ts";

/** Whom and what an SKP names, for its words. */
export interface Names {
  readonly people: ReadonlyMap<string, PersonName>;
  readonly units: ReadonlyMap<string, Unit>;
}

const looks: Record<SkpState, readonly [Tone, IconName]> = {
  DRAFT: ["plain", "edit"],
  SUBMITTED: ["wait", "clock"],
  RETURNED: ["bad", "back"],
  SET: ["ok", "done"],
  SUPERSEDED: ["plain", "repeat"],
};

export function SkpStateMark({ state, children }: { state: SkpState; children?: ComponentChildren }) {
  const w = useWords(words);
  const [tone, icon] = looks[state];
  return (
    <State tone={tone} icon={icon}>
      {children ?? w.states[state]}
    </State>
  );
}

/** A share as a bar; the words beside it say the same. */
export function Bar({ percent, tone = "" }: { percent: number; tone?: "" | "ok" | "wait" }) {
  return (
    <svg class={`share ${tone}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={percent} height="8" />
    </svg>
  );
}

export function ReturnReason({ reason }: { reason: string }) {
  const w = useWords(words);
  return (
    <Note tone="bad" icon="back" title={w.returnedTitle}>
      <p>{reason}</p>
    </Note>
  );
}
