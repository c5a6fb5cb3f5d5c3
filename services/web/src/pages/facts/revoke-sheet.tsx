import { useWords } from "../../i18n/words.ts";
import { useOffice } from "../people/office.ts";
import { actWords } from "./act-words.ts";
import { useFactCalls } from "./calls.ts";
import { useSaying, useWhom } from "./fact-item.tsx";
import { useKindName } from "./kinds.ts";
import { ReasonSheet } from "./reason-sheet.tsx";
import { type FactRow } from "./use-facts.ts";

interface RevokeSheetProps {
  readonly fact: FactRow;
  onClose: () => void;
  onDone: () => void;
}

/** Takes a proposal back at once; of a fact that counts it proposes to. */
export function RevokeSheet({ fact, onClose, onDone }: RevokeSheetProps) {
  const w = useWords(actWords);
  const { agency, units } = useOffice();
  const calls = useFactCalls();
  const kindName = useKindName();
  const whom = useWhom(units)(fact);
  const say = useSaying();
  const isOpen = fact.state === "PROPOSED";
  const title = isOpen ? w.takeBack : w.revoke;
  return (
    <ReasonSheet
      title={title}
      eye={`${kindName(fact)} · ${whom}`}
      text={isOpen ? w.takeBackText : w.revokeText}
      submit={title}
      done={isOpen ? w.takenBack : w.revoked}
      failed={w.revokeFailed}
      send={(reason) => calls.revoke(agency.agencyId, fact.factId, reason)}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{say(fact)}</p>
    </ReasonSheet>
  );
}
