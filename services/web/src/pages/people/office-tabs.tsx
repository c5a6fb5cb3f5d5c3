import { type Tab, Tabs } from "../../components/tabs.tsx";
import { type Office } from "./office.ts";

interface OfficeTabsProps {
  readonly office: Office;
  readonly tabs: readonly Tab[];
  readonly words: { readonly parts: string; readonly agency: string };
  onAgency: (agencyId: string) => void;
}

/** Parts of an officer's page, and the agency when there are several. */
export const OfficeTabs = ({ office, tabs, words, onAgency }: OfficeTabsProps) => (
  <div class="office">
    <Tabs label={words.parts} tabs={tabs} />
    {office.agencies.length > 1 && (
      <label class="agency">
        <span>{words.agency}</span>
        <select class="in" value={office.agency.agencyId} onChange={(event) => onAgency(event.currentTarget.value)}>
          {office.agencies.map(({ agencyId, name }) => (
            <option key={agencyId} value={agencyId}>
              {name}
            </option>
          ))}
        </select>
      </label>
    )}
  </div>
);
