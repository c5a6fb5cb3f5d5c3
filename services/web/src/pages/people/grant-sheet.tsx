import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { type PersonName, type Role } from "../../api/types.ts";
import { ProblemNote } from "../../components/parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { useApp } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { asProblem } from "./file-field.tsx";
import { useOffice } from "./office.ts";
import { personWords } from "./person-words.ts";
import { DateField } from "./typed-fields.tsx";

/** Roles of an agency; those of the whole site are given elsewhere. */
const offered: readonly Role[] = ["PERSONNEL_OFFICER", "PAY_MAKER", "PAY_CHECKER", "PAY_APPROVER", "AUDITOR"];

interface GrantSheetProps {
  readonly person: PersonName;
  onClose: () => void;
  onDone: () => void;
}

export function GrantSheet({ person, onClose, onDone }: GrantSheetProps) {
  const w = useWords(personWords);
  const { notify } = useApp();
  const { agency, today } = useOffice();
  const calls = usePeopleCalls();
  const [role, setRole] = useState<Role>("PAY_MAKER");
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const isReversed = to !== "" && to < from;

  const propose = async () => {
    if (from === "" || isReversed) return;
    setBusy(true);
    try {
      const wish = { personId: person.personId, role, validFrom: from, ...(to === "" ? {} : { validTo: to }) };
      await calls.proposeGrant(agency.agencyId, wish);
      notify({ text: w.proposed(w.roles[role]) });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Sheet title={w.grantTitle} eye={person.name} isDirty={to !== ""} onClose={onClose}>
      <p class="sm">{w.grantText}</p>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void propose();
        }}
      >
        <fieldset>
          <legend>{w.role}</legend>
          {offered.map((option) => (
            <label key={option} class="opt">
              <input type="radio" name="role" checked={option === role} onChange={() => setRole(option)} />
              {w.roles[option]}
            </label>
          ))}
        </fieldset>
        <div class="two">
          <DateField
            label={w.from}
            error={from === "" ? w.errors.fromMissing : undefined}
            value={from}
            onChange={setFrom}
          />
          <DateField
            label={w.to}
            isOptional
            error={isReversed ? w.errors.toBefore : undefined}
            value={to}
            onChange={setTo}
          />
        </div>
        {problem && <ProblemNote problem={problem} title={w.proposeFailed} />}
        <button class="btn go wide" aria-busy={isBusy}>
          {w.proposeAs(w.roles[role])}
        </button>
      </form>
    </Sheet>
  );
}
