import { Field } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { type Agency } from "../../state/use-agencies.ts";
import { useDate } from "../../state/use-date.ts";
import { type Unit } from "./calls.ts";
import { addressOf, depthsOf, firstYear, type Place } from "./place.ts";
import { words } from "./words.ts";

interface ChooserProps {
  readonly agencies: readonly Agency[];
  readonly units: readonly Unit[];
  readonly place: Place;
}

/** Agency, unit and year; folded, so that the tree is in sight on a phone. */
export function Chooser({ agencies, units, place }: ChooserProps) {
  const w = useWords(words);
  const thisYear = Number(useDate("WIB").slice(0, 4));
  const years = Array.from({ length: thisYear - firstYear + 1 }, (_, back) => thisYear - back);
  const depths = depthsOf(units);
  const go = (change: Partial<Place>) => navigate(addressOf({ ...place, group: 0, ...change }));
  const here = units.find(({ unitId }) => unitId === place.unitId)?.name ?? "";
  return (
    <details class="fold">
      <summary>
        <Icon name="right" chevron />
        <span>
          {w.choose}: <span class="light">{`${here}, ${String(place.year)}`}</span>
        </span>
      </summary>
      <div class="chooser">
        {agencies.length > 1 && (
          <Field label={w.agency}>
            <select
              class="in"
              value={place.agencyId}
              onChange={(event) => go({ agencyId: event.currentTarget.value, unitId: "" })}
            >
              {agencies.map(({ agencyId, name }) => (
                <option key={agencyId} value={agencyId}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field label={w.unit}>
          <select class="in" value={place.unitId} onChange={(event) => go({ unitId: event.currentTarget.value })}>
            {units.map(({ unitId, name }) => (
              <option key={unitId} value={unitId}>
                {"\u00a0\u00a0".repeat(depths.get(unitId) ?? 0)}
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={w.year}>
          <select
            class="in num"
            value={String(place.year)}
            onChange={(event) => go({ year: Number(event.currentTarget.value) })}
          >
            {years.map((year) => (
              <option key={year} value={String(year)}>
                {year}
              </option>
            ))}
          </select>
        </Field>
      </div>
    </details>
  );
}
