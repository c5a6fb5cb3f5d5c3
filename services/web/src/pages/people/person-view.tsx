import { type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { Empty, ProblemNote, Skeleton, State } from "../../components/parts.tsx";
import { type PersonName } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useWords } from "../../i18n/words.ts";
import { AccountCard } from "./account-card.tsx";
import { AccountSheet } from "./account-sheet.tsx";
import { attendanceTabWords } from "./attendance-tab-words.ts";
import { type PeopleCalls, usePeopleCalls } from "./calls.ts";
import { IssueSheet } from "./codes.tsx";
import { GrantSheet } from "./grant-sheet.tsx";
import { type GrantRow, useGrants } from "./grants.tsx";
import { useOffice } from "./office.ts";
import { Answer, Paged } from "./parts.tsx";
import { PersonAttendance } from "./person-attendance.tsx";
import { searchedNames } from "./person-name.ts";
import { personWords } from "./person-words.ts";
import { RelationSheet } from "./relation-sheet.tsx";
import { type Listed } from "./types.ts";
import { type AccountRow, useAccounts } from "./use-accounts.ts";
import { type Pages } from "./use-pages.ts";
import { words } from "./words.ts";

interface Known {
  readonly person: PersonName | undefined;
  /** Places in this agency today. */
  readonly places: readonly Listed[];
  readonly superior: PersonName | undefined;
}

/** Places of somebody in the agency today. The API lists people by name, so the person is found by the own name. */
async function placesOf(
  calls: PeopleCalls,
  agencyId: string,
  { personId, name }: PersonName,
): Promise<readonly Listed[]> {
  for (const namePrefix of searchedNames(name)) {
    const { rows } = await calls.people(agencyId, { namePrefix, pageSize: 50 });
    const places = rows.filter((row) => row.person.personId === personId);
    if (places.length > 0) return places;
  }
  return [];
}

function useKnown(personId: string) {
  const { platform } = useApp();
  const { agency } = useOffice();
  const calls = usePeopleCalls();
  return useLoad<Known>(async () => {
    const person = (await platform.api.names([personId])).get(personId);
    if (person === undefined) return { person, places: [], superior: undefined };
    const places = await placesOf(calls, agency.agencyId, person);
    const superiorId = places[0]?.superiorId ?? "";
    const superior = superiorId === "" ? undefined : (await platform.api.names([superiorId])).get(superiorId);
    return { person, places, superior };
  }, [calls, platform, agency.agencyId, personId]);
}

type Open = "relation" | "grant" | "code" | "account" | undefined;

interface PersonViewProps {
  readonly personId: string;
  readonly query: URLSearchParams;
}

export function PersonView({ personId, query }: PersonViewProps) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const office = useOffice();
  const { value, problem, reload } = useKnown(personId);
  const grants = useGrants(office, { personId });
  const accounts = useAccounts(office, { personId });
  const isAttendance = query.get("lihat") === "kehadiran";
  const reloadAll = () => {
    reload();
    grants.reload();
    accounts.reload();
  };
  return (
    <>
      <a class="btn link" href={office.href({ bagian: "orang" })}>
        <Icon name="left" />
        {w.back}
      </a>
      <Who known={value} />
      {problem && <ProblemNote problem={problem} title={shared.failed} safe={shared.safe} onRetry={reload} />}
      {value === undefined && !problem && <Skeleton lines={4} tall />}
      {value && value.places.length > 0 && <Views personId={personId} isAttendance={isAttendance} />}
      {value && !isAttendance && <Body known={value} grants={grants} accounts={accounts} reload={reloadAll} />}
      {value && isAttendance && <PersonAttendance personId={personId} query={query} />}
    </>
  );
}

/** The two sides of a person: what somebody is, and when somebody was there. */
function Views({ personId, isAttendance }: { personId: string; isAttendance: boolean }) {
  const w = useWords(attendanceTabWords);
  const office = useOffice();
  const hrefOf = (lihat: string | undefined) => office.href({ bagian: "orang", orang: personId, lihat });
  return (
    <nav class="lists" aria-label={w.views}>
      <ul>
        <li>
          <a href={hrefOf(undefined)} aria-current={isAttendance ? undefined : "page"}>
            {w.posts}
          </a>
        </li>
        <li>
          <a href={hrefOf("kehadiran")} aria-current={isAttendance ? "page" : undefined}>
            {w.attendance}
          </a>
        </li>
      </ul>
    </nav>
  );
}

function Who({ known }: { known: Known | undefined }) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const person = known?.person;
  if (person === undefined) {
    return (
      <Answer eye={"\u00a0"} title={known ? shared.someone : w.results}>
        <p>{"\u00a0"}</p>
      </Answer>
    );
  }
  return (
    <Answer eye={shared.nipEnds(person.nipSuffix)} title={person.name}>
      <p>
        {person.positionName}, {person.unitName}
      </p>
    </Answer>
  );
}

interface BodyProps {
  readonly known: Known;
  readonly grants: Pages<GrantRow>;
  readonly accounts: Pages<AccountRow>;
  reload: () => void;
}

function Body({ known, grants, accounts, reload }: BodyProps) {
  const w = useWords(personWords);
  const [open, setOpen] = useState<Open>(undefined);
  if (known.places.length === 0) {
    return (
      <div class="card">
        <Empty icon="person" title={w.notHere}>
          <p>{w.notHereText}</p>
        </Empty>
      </div>
    );
  }
  return (
    <>
      <Cards known={known} grants={grants} accounts={accounts} onOpen={setOpen} />
      <Sheets known={known} open={open} onClose={() => setOpen(undefined)} reload={reload} />
    </>
  );
}

interface CardsProps {
  readonly known: Known;
  readonly grants: Pages<GrantRow>;
  readonly accounts: Pages<AccountRow>;
  onOpen: (open: Open) => void;
}

function Cards({ known, grants, accounts, onOpen }: CardsProps) {
  const w = useWords(personWords);
  const { mayAct } = useOffice();
  const isActive = known.places[0]?.activated === true;
  return (
    <div class="cols half">
      <div class="stack">
        <Places places={known.places} />
        <section class="card stack" aria-labelledby="h-relations">
          <h2 id="h-relations">{w.relations}</h2>
          <dl class="kv">
            <div>
              <dt>{w.assessedBy}</dt>
              <dd>{known.superior?.name ?? w.noSuperior}</dd>
            </div>
          </dl>
          {mayAct && (
            <>
              <button type="button" class="btn" onClick={() => onOpen("relation")}>
                <Icon name="team" />
                {w.setRelation}
              </button>
              <p class="xs muted">{w.relationsText}</p>
            </>
          )}
        </section>
      </div>
      <div class="stack">
        <Roles grants={grants} onOpen={onOpen} />
        <AccountCard accounts={accounts} onPropose={() => onOpen("account")} />
        <section class="card stack" aria-labelledby="h-account">
          <h2 id="h-account">{w.account}</h2>
          <p class="sm">{isActive ? w.recoveryText : w.activationText}</p>
          {mayAct && (
            <button type="button" class="btn" onClick={() => onOpen("code")}>
              <Icon name="lock" />
              {isActive ? w.issueRecovery : w.issue}
            </button>
          )}
        </section>
      </div>
    </div>
  );
}

function Places({ places }: { places: readonly Listed[] }) {
  const w = useWords(personWords);
  const { f } = useApp();
  return (
    <section class="card flush" aria-labelledby="h-posts">
      <header>
        <h2 id="h-posts">{w.posts}</h2>
      </header>
      <ul class="list">
        {places.map(({ employment: post }) => {
          const facts = [
            post.unitName,
            post.positionClass > 0 ? w.class(post.positionClass) : "",
            w.staff[post.staffKind],
            post.zone,
            post.validTo === ""
              ? w.since(f.date(post.validFrom))
              : w.until(f.date(post.validFrom), f.date(post.validTo)),
          ].filter((fact) => fact !== "");
          return (
            <li key={post.employmentId} class="item">
              <div>
                <p class="t">{post.positionName}</p>
                <p class="m">{facts.join(" · ")}</p>
              </div>
              {places.length > 1 && <span class="tag">{post.primary ? w.main : w.second}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Roles({ grants, onOpen }: Pick<CardsProps, "grants" | "onOpen">) {
  const w = useWords(personWords);
  const { f } = useApp();
  const { mayAct } = useOffice();
  return (
    <section class="card stack" aria-labelledby="h-roles">
      <h2 id="h-roles">{w.personRoles}</h2>
      <Paged pages={grants} lines={2} empty={<p class="sm muted">{w.noRoles}</p>}>
        {(rows) => (
          <ul class="list plain">
            {rows.map((grant) => (
              <li key={grant.grantId} class="item">
                <div>
                  <p class="t">{grant.role === "UNSPECIFIED" ? "" : w.roles[grant.role]}</p>
                  <p class="m num">{w.holds(f.date(grant.validFrom), grant.validTo && f.date(grant.validTo))}</p>
                </div>
                <State
                  tone={grant.state === "CONFIRMED" ? "ok" : "wait"}
                  icon={grant.state === "CONFIRMED" ? "done" : "clock"}
                >
                  {w.grantStates[grant.state]}
                </State>
              </li>
            ))}
          </ul>
        )}
      </Paged>
      {mayAct && (
        <button type="button" class="btn" onClick={() => onOpen("grant")}>
          <Icon name="plus" />
          {w.propose}
        </button>
      )}
    </section>
  );
}

interface SheetsProps {
  readonly known: Known;
  readonly open: Open;
  onClose: () => void;
  reload: () => void;
}

function Sheets({ known, open, onClose, reload }: SheetsProps): ComponentChildren {
  const { person, places } = known;
  const place = places[0];
  if (person === undefined || place === undefined) return null;
  const done = () => {
    onClose();
    reload();
  };
  if (open === "relation") {
    return (
      <RelationSheet
        person={{ personId: person.personId, person }}
        unitId={place.employment.unitId}
        onClose={onClose}
        onDone={done}
      />
    );
  }
  if (open === "grant") return <GrantSheet person={person} onClose={onClose} onDone={done} />;
  if (open === "account") return <AccountSheet person={person} onClose={onClose} onDone={done} />;
  if (open === "code") {
    const { personId, unitName } = { ...person, unitName: place.employment.unitName };
    const holder = { personId, person, unitName, recovers: place.activated };
    return <IssueSheet holders={[holder]} onClose={onClose} onDone={reload} />;
  }
  return null;
}
