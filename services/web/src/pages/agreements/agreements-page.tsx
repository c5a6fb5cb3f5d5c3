import { ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { Field } from "../../components/field.tsx";
import { type Me } from "../../api/types.ts";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useMe } from "../../state/context.ts";
import { useDate } from "../../state/use-date.ts";
import { useLoad } from "../../state/use-load.ts";
import { YearSteps } from "../../components/year-steps.tsx";
import { type Agreement, type Unit } from "../plan/types.ts";
import { idOf, useCalls, yearOf } from "../plan/use-plan.ts";
import { type PageProps } from "../pages.tsx";
import { AgreementCard } from "./agreement-card.tsx";
import { MatrixCard } from "./matrix-card.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/plan.css";

const isOfficerIn = ({ roles }: Me, agencyId: string): boolean =>
  roles.some(({ role, agencyId: at }) => role === "PERSONNEL_OFFICER" && (at === "" || at === agencyId));

/** Units that the person leads: by the unit tree, or by a post beside the own one (Plt, Plh). */
const ledUnits = (me: Me, units: readonly Unit[]): readonly Unit[] =>
  units.filter(
    ({ unitId, headPersonId }) =>
      headPersonId === me.personId ||
      (me.subordinateCount > 0 && me.employments.some((post) => !post.primary && post.unitId === unitId)),
  );

const idForm = /^[0-9a-f-]{36}$/;

const agencyOf = ({ employments, roles }: Me, asked: string | null): string =>
  (asked !== null && idForm.test(asked) ? asked : undefined) ??
  employments[0]?.agencyId ??
  roles.find(({ agencyId }) => agencyId !== "")?.agencyId ??
  "";

/** The unit of the address, else one that the person leads, else the own one. */
function unitOf(me: Me, units: readonly Unit[], asked: string | undefined): Unit | undefined {
  const led = ledUnits(me, units);
  const own = me.employments[0]?.unitId;
  const wanted = asked ?? (led.find(({ unitId }) => unitId === own) ?? led[0])?.unitId ?? own;
  return units.find(({ unitId }) => unitId === wanted) ?? units[0];
}

export function AgreementsPage({ query }: PageProps) {
  const w = useWords(words);
  const me = useMe();
  const calls = useCalls();
  const today = useDate(me.employments[0]?.zone ?? "WIB");
  const year = yearOf(query, today);
  const agencyId = agencyOf(me, query.get("instansi"));
  const { value: units, problem, reload } = useLoad(() => calls.units(agencyId), [calls, agencyId]);
  const failure = problem && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />;
  if (units === undefined) {
    return (
      <>
        <h1>{w.title}</h1>
        {failure ?? <Skeleton lines={4} tall />}
      </>
    );
  }
  const unit = unitOf(me, units, idOf(query, "unit"));
  return unit === undefined ? (
    <h1>{w.title}</h1>
  ) : (
    <UnitPage key={`${unit.unitId}/${String(year)}`} agencyId={agencyId} units={units} unit={unit} year={year} />
  );
}

interface UnitPageProps {
  readonly agencyId: string;
  readonly units: readonly Unit[];
  readonly unit: Unit;
  readonly year: number;
}

function UnitPage({ agencyId, units, unit, year }: UnitPageProps) {
  const w = useWords(words);
  const me = useMe();
  const calls = useCalls();
  const { value, problem, reload } = useLoad(
    async () => ({ agreement: await calls.agreementOf(agencyId, unit.unitId, year) }),
    [calls, agencyId, unit.unitId, year],
  );
  const isOfficer = isOfficerIn(me, agencyId);
  const mayWrite = isOfficer || ledUnits(me, units).includes(unit);
  return (
    <>
      <Head agencyId={agencyId} unit={unit} year={year} agreement={value?.agreement} isLoaded={value !== undefined} />
      <UnitChoice agencyId={agencyId} units={units} unit={unit} year={year} />
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />}
      <div class="cols half">
        {value ? (
          <AgreementCard
            place={{ agencyId, unitId: unit.unitId, year }}
            agreement={value.agreement}
            mayWrite={mayWrite}
            maySet={isOfficer}
            onChanged={reload}
          />
        ) : (
          !problem && <Skeleton lines={5} tall />
        )}
        {me.subordinateCount > 0 && <MatrixCard year={year} />}
      </div>
    </>
  );
}

/** The page of a unit's agreement in a year. */
const addressOf = (agencyId: string, unitId: string, year: number): string =>
  `/perjanjian?instansi=${agencyId}&tahun=${String(year)}&unit=${unitId}`;

interface HeadProps {
  readonly agencyId: string;
  readonly unit: Unit;
  readonly year: number;
  readonly agreement: Agreement | undefined;
  readonly isLoaded: boolean;
}

function Head({ agencyId, unit, year, agreement, isLoaded }: HeadProps) {
  const w = useWords(words);
  const { answer } = w;
  const indicators = agreement?.objectives.reduce((sum, one) => sum + one.indicators.length, 0) ?? 0;
  const sentence = (): readonly [string, string] => {
    if (!isLoaded) return ["\u00a0", ""];
    if (agreement === undefined) return [answer.none(unit.name), answer.noneText];
    if (agreement.state === "DRAFT") return [answer.DRAFT(unit.name), answer.draftText];
    return [answer.SET(unit.name), answer.setText(agreement.objectives.length, indicators)];
  };
  const [lead, rest] = sentence();
  const go = (next: number) => navigate(addressOf(agencyId, unit.unitId, next));
  return (
    <div class="ans">
      <div class="eye line num">
        <YearSteps year={year} onYear={go} />
      </div>
      <h1>{w.title}</h1>
      <p>
        <b>{lead}</b>
        {rest}
      </p>
      {agreement && (
        <p class="line">
          <State tone={agreement.state === "SET" ? "ok" : "plain"} icon={agreement.state === "SET" ? "done" : "edit"}>
            {w.state[agreement.state]}
          </State>
        </p>
      )}
    </div>
  );
}

function UnitChoice({ agencyId, units, unit, year }: UnitPageProps) {
  const w = useWords(words);
  const me = useMe();
  const led = ledUnits(me, units);
  const others = units.filter((one) => !led.includes(one));
  const optionsOf = (list: readonly Unit[]) =>
    list.map(({ unitId, name }) => (
      <option key={unitId} value={unitId}>
        {name}
      </option>
    ));
  return (
    <Field label={w.unit}>
      <select
        class="in unit"
        value={unit.unitId}
        onChange={(event) => navigate(addressOf(agencyId, event.currentTarget.value, year))}
      >
        {led.length > 0 && <optgroup label={w.ownUnits}>{optionsOf(led)}</optgroup>}
        <optgroup label={w.otherUnits}>{optionsOf(others)}</optgroup>
      </select>
    </Field>
  );
}
