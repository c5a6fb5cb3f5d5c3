import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { TableHead } from "../../components/table-head.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { AccountSheet } from "./account-sheet.tsx";
import { accountWords } from "./account-words.ts";
import { Proposals } from "./account-proposals.tsx";
import { useOffice } from "./office.ts";
import { Answer, Paged, Person } from "./parts.tsx";
import { type AccountRow, useAccounts } from "./use-accounts.ts";

type Shown = "CONFIRMED" | "REJECTED";

const shownOf = (asked: string | null): Shown => (asked === "ditolak" ? "REJECTED" : "CONFIRMED");

/** Where people are paid: what a second officer has to look at first, then what stands. */
export function AccountsTab({ query }: { query: URLSearchParams }) {
  const w = useWords(accountWords);
  const { f } = useApp();
  const office = useOffice();
  const [isProposing, setProposing] = useState(false);
  const shown = shownOf(query.get("keadaan"));
  const waiting = useAccounts(office, { state: "PROPOSED" });
  const decided = useAccounts(office, { state: shown });
  const count = waiting.rows?.length ?? 0;
  const reload = () => {
    waiting.reload();
    decided.reload();
  };
  const propose = office.mayAct && (
    <div class="dock">
      <button type="button" class="btn go" onClick={() => setProposing(true)}>
        <Icon name="plus" />
        {w.propose}
      </button>
    </div>
  );
  const many = waiting.hasMore ? `${f.number(count)}+` : f.number(count);
  return (
    <>
      <Answer eye={w.eye(office.agency.name)} title={count === 0 ? w.noWaiting : w.waitingTitle(many)} acts={propose}>
        <p>{w.lead}</p>
      </Answer>
      {(count > 0 || waiting.problem) && (
        <Paged pages={waiting} empty={null}>
          {(rows) => <Proposals rows={rows} onDone={reload} />}
        </Paged>
      )}
      <Choice shown={shown} />
      <Paged pages={decided} empty={<Nothing />}>
        {(rows) => <Table rows={rows} />}
      </Paged>
      {isProposing && (
        <AccountSheet
          person={undefined}
          onClose={() => setProposing(false)}
          onDone={() => {
            setProposing(false);
            reload();
          }}
        />
      )}
    </>
  );
}

function Choice({ shown }: { shown: Shown }) {
  const w = useWords(accountWords);
  const office = useOffice();
  const go = (state: string) =>
    navigate(office.href({ bagian: "rekening", keadaan: state === "REJECTED" ? "ditolak" : undefined }), "replace");
  return (
    <div class="filters">
      <label class="f filter">
        <span>{w.shown}</span>
        <select class="in" value={shown} onChange={(event) => go(event.currentTarget.value)}>
          {(["CONFIRMED", "REJECTED"] as const).map((state) => (
            <option key={state} value={state}>
              {w.states[state]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Nothing() {
  const w = useWords(accountWords);
  return (
    <div class="card">
      <Empty icon="money" title={w.none}>
        <p>{w.noneText}</p>
      </Empty>
    </div>
  );
}

function Table({ rows }: { rows: readonly AccountRow[] }) {
  const w = useWords(accountWords);
  return (
    <section class="card flush">
      <table class="tbl" role="table">
        <caption>{w.list}</caption>
        <TableHead words={[w.person, w.account, w.validity, w.decree]} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={row.accountId} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  row: { person, bankName, numberSuffix, holderName, validFrom, validTo, decree, reason, state, personId },
}: {
  row: AccountRow;
}) {
  const w = useWords(accountWords);
  const { f } = useApp();
  const office = useOffice();
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="a">
        <a class="name" href={office.href({ bagian: "orang", orang: personId })}>
          <Person person={person} />
        </a>
      </th>
      <td role="cell" class="full">
        <span>
          {w.bank(bankName, numberSuffix)}
          <small>{w.holder(holderName)}</small>
        </span>
      </td>
      <td role="cell" data-l={w.validity}>
        {validTo === "" ? w.since(f.date(validFrom)) : w.until(f.date(validFrom), f.date(validTo))}
      </td>
      <td role="cell" data-l={state === "REJECTED" ? w.reason : w.decree}>
        {state === "REJECTED" ? reason : decree}
      </td>
    </tr>
  );
}
