import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { navigate } from "../../router.ts";
import { useApp } from "../../state/context.ts";
import { useOffice } from "../people/office.ts";
import { Answer, Paged } from "../people/parts.tsx";
import { words as shared } from "../people/words.ts";
import { actWords } from "./act-words.ts";
import { FactItem, useWhom } from "./fact-item.tsx";
import { useKindName, useKinds } from "./kinds.ts";
import { ProposeSheet } from "./propose-sheet.tsx";
import { RevokeSheet } from "./revoke-sheet.tsx";
import { inLanguage, standingOf } from "./say.ts";
import { type FactRow, useFacts } from "./use-facts.ts";
import { words } from "./words.ts";

type Open = { readonly act: "propose" } | { readonly act: "correct" | "revoke"; readonly fact: FactRow };

/** All facts of the agency, newest first, and what can be done with those that stand. */
export function ListTab({ query }: { query: URLSearchParams }) {
  const { agency } = useOffice();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const [kind, personId] = [query.get("jenis") ?? "", query.get("orang") ?? ""];
  const pages = useFacts(agency.agencyId, { kind: kind || undefined, personId: personId || undefined });
  return (
    <>
      <Lead onPropose={() => setOpen({ act: "propose" })} />
      <Filters kind={kind} personId={personId} name={pages.rows?.[0]?.person?.name} />
      <Paged pages={pages} empty={<Nothing />}>
        {(rows) => (
          <section class="card flush">
            <ul class="list">
              {rows.map((fact) => (
                <Item key={fact.factId} fact={fact} kind={kind} onAct={setOpen} />
              ))}
            </ul>
          </section>
        )}
      </Paged>
      {open && (
        <OpenAct
          open={open}
          kind={kind}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            pages.reload();
          }}
        />
      )}
    </>
  );
}

function Lead({ onPropose }: { onPropose: () => void }) {
  const w = useWords(words);
  const { agency, mayAct } = useOffice();
  const propose = mayAct && (
    <div class="dock">
      <button type="button" class="btn go" onClick={onPropose}>
        <Icon name="plus" />
        {w.propose}
      </button>
    </div>
  );
  return (
    <Answer eye={w.eye(agency.name)} title={w.listTitle} acts={propose}>
      <p>{w.listText}</p>
    </Answer>
  );
}

interface OpenActProps {
  readonly open: Open;
  readonly kind: string;
  onClose: () => void;
  onDone: () => void;
}

function OpenAct({ open, kind, ...rest }: OpenActProps) {
  if (open.act === "propose") return <ProposeSheet kindName={kind} {...rest} />;
  if (open.act === "correct") return <ProposeSheet fact={open.fact} {...rest} />;
  return <RevokeSheet fact={open.fact} {...rest} />;
}

interface ChosenFilters {
  readonly kind: string;
  readonly personId: string;
  /** Of the person whose facts are shown alone. */
  readonly name: string | undefined;
}

function Filters({ kind, personId, name }: ChosenFilters) {
  const w = useWords(words);
  const s = useWords(shared);
  const { language } = useApp().settings;
  const { href } = useOffice();
  const kinds = useKinds();
  const go = (jenis: string) => navigate(href({ jenis, orang: personId }), "replace");
  return (
    <div class="filters">
      <label class="f filter">
        <span>{w.kind}</span>
        <select class="in" value={kind} onChange={(event) => go(event.currentTarget.value)}>
          <option value="">{w.allKinds}</option>
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {inLanguage(one.label, language)}
            </option>
          ))}
        </select>
      </label>
      {personId !== "" && (
        <a class="btn" href={href({ jenis: kind })}>
          <Icon name="close" />
          <span>
            {w.onlyOf(name ?? s.someone)}
            <span class="vh">, {w.showAll}</span>
          </span>
        </a>
      )}
    </div>
  );
}

interface ItemProps {
  readonly fact: FactRow;
  readonly kind: string;
  onAct: (open: Open) => void;
}

function Item({ fact, kind, onAct }: ItemProps) {
  const { units, href } = useOffice();
  const whom = useWhom(units)(fact);
  const name =
    fact.personId === "" ? (
      whom
    ) : (
      <a class="name" href={href({ jenis: kind, orang: fact.personId })}>
        {whom}
      </a>
    );
  return <FactItem fact={fact} whom={name} acts={<Acts fact={fact} whom={whom} onAct={onAct} />} />;
}

function Acts({ fact, whom, onAct }: { fact: FactRow; whom: string; onAct: (open: Open) => void }) {
  const w = useWords(words);
  const a = useWords(actWords);
  const { mayAct } = useOffice();
  const what = useKindName()(fact);
  const standing = standingOf(fact);
  if (!mayAct || fact.withdraws || (standing !== "CONFIRMED" && standing !== "PROPOSED")) return null;
  const revoke = standing === "PROPOSED" ? a.takeBack : w.revoke;
  return (
    <>
      <button
        type="button"
        class="btn link"
        aria-label={w.correctThis(what, whom)}
        onClick={() => onAct({ act: "correct", fact })}
      >
        <Icon name="edit" />
        {w.correct}
      </button>
      <button
        type="button"
        class="btn link"
        aria-label={`${revoke}: ${what}, ${whom}`}
        onClick={() => onAct({ act: "revoke", fact })}
      >
        <Icon name="cancel" />
        {revoke}
      </button>
    </>
  );
}

function Nothing() {
  const w = useWords(words);
  return (
    <div class="card">
      <Empty title={w.none}>
        <p>{w.noneText}</p>
      </Empty>
    </div>
  );
}
