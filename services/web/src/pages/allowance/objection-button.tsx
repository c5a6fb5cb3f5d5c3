import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { State } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { dateIn } from "../../time/zone.ts";
import { type ObjectedLine, openObjection } from "./objecting.ts";
import { objectionWords } from "./objection-words.ts";
import { type Objection } from "./types.ts";

interface Objecting {
  readonly objections: readonly Objection[];
  object: (line: ObjectedLine) => void;
}

/** Undefined where nobody may object: another's statement, or one that is not settled. */
export const ObjectingContext = createContext<Objecting | undefined>(undefined);

/** At each line of an own settled statement; it says when an objection waits already. */
export function ObjectionButton({ line }: { line: ObjectedLine }) {
  const w = useWords(objectionWords);
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const objecting = useContext(ObjectingContext);
  if (objecting === undefined || line.statementSha256 === "") return null;
  const open = openObjection(objecting.objections, line);
  if (open !== undefined)
    return (
      <State tone="wait" icon="clock">
        {w.objected(f.date(dateIn(zone, Date.parse(open.filedAt ?? ""))))}
      </State>
    );
  return (
    <p>
      <button type="button" class="btn" aria-label={w.objectTo(line.label)} onClick={() => objecting.object(line)}>
        {w.object}
      </button>
    </p>
  );
}
