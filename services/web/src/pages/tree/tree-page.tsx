import { Empty, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useApp, useMe } from "../../state/context.ts";
import { useAgencies } from "../../state/use-agencies.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { useWords } from "../../i18n/words.ts";
import { type PageProps } from "../pages.tsx";
import { Answer } from "./answer.tsx";
import { getPicture, listUnits, type Unit } from "./calls.ts";
import { Chooser } from "./chooser.tsx";
import { Gaps } from "./gaps.tsx";
import { GroupCard } from "./group-card.tsx";
import { type Picture } from "./picture.ts";
import { groupOf, openAgencies, type Place, unitOf, yearOf } from "./place.ts";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/tree.css";

export function TreePage({ query }: PageProps) {
  const me = useMe();
  const { settings } = useApp();
  const [post] = me.employments;
  const today = useDate(post?.zone ?? "WIB");
  const loaded = useAgencies(openAgencies(me));
  const agencies = loaded.value;
  const agency = agencies?.find(({ agencyId }) => agencyId === query.get("instansi")) ?? agencies?.[0];
  if (agencies === undefined || agency === undefined) return <NoAgency loaded={loaded} />;
  const year = yearOf(query, Number(today.slice(0, 4)));
  const ownUnit = settings.desk === "own" ? post?.unitId : undefined;
  return <AgencyTree query={query} agencyId={agency.agencyId} agencies={agencies} year={year} ownUnit={ownUnit} />;
}

function NoAgency({ loaded: { value, problem, reload } }: { loaded: ReturnType<typeof useAgencies> }) {
  const w = useWords(words);
  return (
    <>
      <h1>{w.title}</h1>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {value !== undefined && (
        <div class="card">
          <Empty icon="tree" title={w.noUnitTitle}>
            <p>{w.noUnitText}</p>
          </Empty>
        </div>
      )}
      {value === undefined && !problem && <Skeleton lines={5} tall />}
    </>
  );
}

interface AgencyTreeProps extends PageProps {
  readonly agencyId: string;
  readonly agencies: NonNullable<ReturnType<typeof useAgencies>["value"]>;
  readonly year: number;
  readonly ownUnit: string | undefined;
}

function AgencyTree({ query, agencyId, agencies, year, ownUnit }: AgencyTreeProps) {
  const w = useWords(words);
  const { client } = useApp().platform;
  const loaded = useLoad(async () => ({ agencyId, units: await listUnits(client, agencyId) }), [client, agencyId]);
  const units = loaded.value?.agencyId === agencyId ? loaded.value.units : undefined;
  const unit = units && unitOf(units, query.get("unit"), ownUnit);
  if (units === undefined || unit === undefined) {
    return (
      <>
        <h1>{w.title}</h1>
        {loaded.problem ? (
          <ProblemNote problem={loaded.problem} title={w.failed} safe={w.safe} onRetry={loaded.reload} />
        ) : (
          <Skeleton lines={5} tall />
        )}
      </>
    );
  }
  const place: Place = { agencyId, unitId: unit.unitId, year, group: groupOf(query) };
  const chooser = <Chooser agencies={agencies} units={units} place={place} />;
  return (
    <UnitTree place={place} unit={unit} units={units}>
      {chooser}
    </UnitTree>
  );
}

interface UnitTreeProps {
  readonly place: Place;
  readonly unit: Unit;
  readonly units: readonly Unit[];
  readonly children: preact.ComponentChildren;
}

function UnitTree({ place, unit, units, children }: UnitTreeProps) {
  const w = useWords(words);
  const { client } = useApp().platform;
  const { agencyId, unitId, year } = place;
  const { value, problem, reload } = useLoad(
    async () => ({ unitId, year, picture: await getPicture(client, agencyId, unitId, year) }),
    [client, agencyId, unitId, year],
  );
  const picture = value?.unitId === unitId && value.year === year ? value.picture : undefined;
  const parent = units.find((candidate) => candidate.unitId === unit.parentId);
  return (
    <>
      <Answer picture={picture} unit={unit} parent={parent} place={place} />
      {children}
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {!picture && !problem && <Skeleton lines={6} tall />}
      {picture && <Shown picture={picture} place={place} units={units} />}
    </>
  );
}

function Shown({ picture, place, units }: { picture: Picture; place: Place; units: readonly Unit[] }) {
  const w = useWords(words);
  const { indicators, results } = picture.figures;
  if (indicators + results === 0) {
    return (
      <div class="card">
        <Empty title={w.emptyTitle(place.year)}>
          <p>{w.emptyText}</p>
        </Empty>
      </div>
    );
  }
  return (
    <>
      {picture.groups.length > 0 && <GroupCard picture={picture} place={place} units={units} />}
      <Gaps picture={picture} place={place} units={units} />
    </>
  );
}
