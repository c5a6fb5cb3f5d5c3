import { Icon } from "../../components/icon.tsx";
import { State, type Tone } from "../../components/parts.tsx";
import { type IconName } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { accountWords } from "./account-words.ts";
import { useOffice } from "./office.ts";
import { Paged } from "./parts.tsx";
import { type AccountState } from "./types.ts";
import { type AccountRow } from "./use-accounts.ts";
import { type Pages } from "./use-pages.ts";

const looks: Readonly<Record<AccountState, readonly [Tone, IconName]>> = {
  PROPOSED: ["wait", "clock"],
  CONFIRMED: ["ok", "done"],
  REJECTED: ["plain", "cancel"],
};

/** Where one person is paid. */
export function AccountCard({ accounts, onPropose }: { accounts: Pages<AccountRow>; onPropose: () => void }) {
  const w = useWords(accountWords);
  const { f } = useApp();
  const { mayAct } = useOffice();
  return (
    <section class="card stack" aria-labelledby="h-bank">
      <h2 id="h-bank">{w.list}</h2>
      <Paged pages={accounts} lines={2} empty={<p class="sm muted">{w.noAccount}</p>}>
        {(rows) => (
          <ul class="list plain">
            {rows.map(({ accountId, bankName, numberSuffix, validFrom, validTo, state }) => (
              <li key={accountId} class="item">
                <div>
                  <p class="t">{w.bank(bankName, numberSuffix)}</p>
                  <p class="m num">
                    {validTo === "" ? w.from(f.date(validFrom)) : w.span(f.date(validFrom), f.date(validTo))}
                  </p>
                </div>
                {state !== "UNSPECIFIED" && (
                  <State tone={looks[state][0]} icon={looks[state][1]}>
                    {w.states[state]}
                  </State>
                )}
              </li>
            ))}
          </ul>
        )}
      </Paged>
      {mayAct && (
        <button type="button" class="btn" onClick={onPropose}>
          <Icon name="plus" />
          {w.propose}
        </button>
      )}
    </section>
  );
}
