import { useEffect, useState } from "preact/hooks";
import { Field } from "../../components/field.tsx";
import { type PersonName } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { useOffice } from "./office.ts";
import { personWords } from "./person-words.ts";
import { headsAbove } from "./unit-tree.ts";
import { words } from "./words.ts";

interface PickerProps {
  readonly label: string;
  /** The unit whose heads are offered first. */
  readonly unitId: string;
  /** Who is not offered. */
  readonly without: string;
  readonly chosen: PersonName | undefined;
  readonly error: string | undefined;
  onChoose: (person: PersonName) => void;
}

const typingMs = 300;
const offered = 8;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Who can be meant: those whose name begins so, or the heads above while nothing is typed. */
function useCandidates(unitId: string, without: string, prefix: string) {
  const { platform } = useApp();
  const { agency, units } = useOffice();
  const calls = usePeopleCalls();
  const { value } = useLoad(async () => {
    if (prefix === "") {
      const ids = headsAbove(units, unitId).filter((id) => id !== without);
      const names = ids.length === 0 ? new Map<string, PersonName>() : await platform.api.names(ids);
      return { prefix, people: ids.flatMap((id) => names.get(id) ?? []) };
    }
    const { rows } = await calls.people(agency.agencyId, { namePrefix: prefix, pageSize: offered * 2 });
    const people = new Map(rows.map(({ person }) => [person.personId, person]));
    people.delete(without);
    return { prefix, people: [...people.values()].slice(0, offered) };
  }, [calls, agency.agencyId, units, unitId, without, prefix]);
  return value?.prefix === prefix ? value.people : undefined;
}

export function PersonPicker({ label, unitId, without, chosen, error, onChoose }: PickerProps) {
  const w = useWords(personWords);
  const [typed, setTyped] = useState("");
  const prefix = useSettled(typed.trim());
  const found = useCandidates(unitId, without, prefix);
  const options = [...(chosen ? [chosen] : []), ...(found ?? [])].filter(
    (person, place, all) => all.findIndex(({ personId }) => personId === person.personId) === place,
  );
  return (
    <div class="stack tight">
      <Field label={label} hint={w.searchHint} error={error}>
        <input
          class="in"
          type="search"
          autocomplete="off"
          maxLength={60}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </Field>
      <fieldset>
        <legend class="vh">{prefix === "" ? w.near : w.found}</legend>
        {options.map((person) => (
          <Option key={person.personId} person={person} isChosen={person === chosen} onChoose={onChoose} />
        ))}
        <p class="sm muted" role="status">
          {found?.length === 0 && prefix !== "" && w.noneFound}
        </p>
      </fieldset>
    </div>
  );
}

interface OptionProps {
  readonly person: PersonName;
  readonly isChosen: boolean;
  onChoose: (person: PersonName) => void;
}

function Option({ person, isChosen, onChoose }: OptionProps) {
  const shared = useWords(words);
  return (
    <label class="opt who-option">
      <input type="radio" name="other" checked={isChosen} onChange={() => onChoose(person)} />
      <span>
        {person.name}
        <small class="num">
          {person.positionName} · {shared.nipEnds(person.nipSuffix)}
        </small>
      </span>
    </label>
  );
}
