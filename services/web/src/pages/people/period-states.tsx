import { type IconName } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { periodWords } from "./period-words.ts";
import { type Period } from "./types.ts";

const looks: Record<Period["state"], readonly [Tone, IconName]> = {
  OPEN: ["info", "edit"],
  CLOSING: ["wait", "clock"],
  SEALED: ["ok", "lock"],
  REOPENED: ["wait", "edit"],
  UNSPECIFIED: ["plain", "info"],
};

export function LogState({ state }: { state: Period["state"] }) {
  const w = useWords(periodWords);
  const [tone, icon] = looks[state];
  return (
    <State tone={tone} icon={icon}>
      {w.states[state]}
    </State>
  );
}

export function SealState({ revision }: { revision: number }) {
  const w = useWords(periodWords);
  return (
    <State tone={revision > 0 ? "ok" : "wait"} icon={revision > 0 ? "lock" : "clock"}>
      {revision > 0 ? w.sealed(revision) : w.notSealed}
    </State>
  );
}
