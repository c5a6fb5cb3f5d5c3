import { useMemo } from "preact/hooks";
import { Icon, type IconName } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useNames } from "../../state/use-names.ts";
import { type Unit } from "./calls.ts";
import { Branches, type Labels, ObjectiveNode } from "./nodes.tsx";
import { columnsOf, type Group, peopleOf, type Picture } from "./picture.ts";
import { addressOf, type Place } from "./place.ts";
import { words } from "./words.ts";

interface GroupCardProps {
  readonly picture: Picture;
  readonly place: Place;
  readonly units: readonly Unit[];
}

/** One objective at a time, as a picture. */
export function GroupCard({ picture, place, units }: GroupCardProps) {
  const w = useWords(words);
  const all = picture.groups.length;
  const at = Math.min(place.group, all - 1);
  const group = picture.groups[at];
  if (group === undefined) return null;
  const title = group.objective === undefined ? w.result : w.objective;
  return (
    <section class="card" aria-labelledby="h-tree">
      <header>
        <h2 id="h-tree">{title(at + 1, all)}</h2>
        {all > 1 && (
          <span class="turn">
            <Step place={place} to={at === 0 ? undefined : at - 1} icon="left" label={w.previous} />
            <Step place={place} to={at === all - 1 ? undefined : at + 1} icon="right" label={w.next} />
          </span>
        )}
      </header>
      <Tree group={group} units={units} />
    </section>
  );
}

type StepProps = {
  readonly place: Place;
  readonly to: number | undefined;
  readonly icon: IconName;
  readonly label: string;
};

function Step({ place, to, icon, label }: StepProps) {
  return (
    <button
      type="button"
      class="btn"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && navigate(addressOf({ ...place, group: to }))}
    >
      <Icon name={icon} />
    </button>
  );
}

function Tree({ group, units }: { group: Group; units: readonly Unit[] }) {
  const w = useWords(words);
  const names = useNames(useMemo(() => peopleOf(group.branches), [group]));
  const unitNames = useMemo(() => new Map(units.map(({ unitId, name }) => [unitId, name])), [units]);
  const labels: Labels = {
    nameOf: (personId) => names.of(personId, w.someone),
    unitOf: (unitId) => unitNames.get(unitId) ?? "",
  };
  return (
    <ul class={`tree c${String(columnsOf(group))}`} aria-label={w.tree}>
      {group.objective === undefined ? (
        <Branches branches={group.branches} depth={0} labels={labels} isTop />
      ) : (
        <li>
          <ObjectiveNode group={group} text={group.objective} labels={labels} />
          <ul>
            <Branches branches={group.branches} depth={1} labels={labels} />
          </ul>
        </li>
      )}
    </ul>
  );
}
