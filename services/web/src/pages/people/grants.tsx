import { useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { type PersonName } from "../../api/types.ts";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote } from "../../components/parts.tsx";
import { useApp, useMe } from "../../state/context.ts";
import { useWords } from "../../i18n/words.ts";
import { usePeopleCalls } from "./calls.ts";
import { asProblem } from "./file-field.tsx";
import { type Office, useOffice } from "./office.ts";
import { isPerson, useInstant } from "./parts.tsx";
import { personWords } from "./person-words.ts";
import { type Grant } from "./types.ts";
import { type Pages, usePages } from "./use-pages.ts";
import { words } from "./words.ts";

export interface GrantRow extends Grant {
  readonly person: PersonName | undefined;
  readonly proposer: PersonName | undefined;
}

/** Grants of the agency with the names of who takes part. */
export function useGrants(office: Office, asked: { state?: "PROPOSED" | "CONFIRMED"; personId?: string }) {
  const { platform } = useApp();
  const calls = usePeopleCalls();
  const { agencyId } = office.agency;
  return usePages<GrantRow>([agencyId, asked.state, asked.personId].join(" "), async (pageToken) => {
    const { rows, next } = await calls.grants(agencyId, asked, pageToken);
    const ids = rows.flatMap(({ personId, proposedBy }) => [personId, proposedBy]).filter(isPerson);
    const names = await platform.api.names([...new Set(ids)]);
    return {
      next,
      rows: rows.map((row) => ({ ...row, person: names.get(row.personId), proposer: names.get(row.proposedBy) })),
    };
  });
}

/** Proposals that a second officer has to look at. */
export function Waiting({ pages }: { pages: Pages<GrantRow> }) {
  const w = useWords(personWords);
  const { rows, reload } = pages;
  if (rows === undefined || rows.length === 0) return null;
  return (
    <section class="card flush" aria-labelledby="h-waiting">
      <header>
        <h2 id="h-waiting">{w.waiting}</h2>
        <span class="num">{rows.length}</span>
      </header>
      <ul class="list">
        {rows.map((grant) => (
          <Proposal key={grant.grantId} grant={grant} onDone={reload} />
        ))}
      </ul>
    </section>
  );
}

const roleWord = (roles: Readonly<Record<string, string>>, role: string): string => roles[role] ?? role;

/** Why the reader may not confirm it; undefined where nothing hinders. */
function useOwnPart({ proposedBy, personId }: Grant): string | undefined {
  const w = useWords(personWords);
  const me = useMe();
  if (proposedBy === me.personId) return w.ownProposal;
  return personId === me.personId ? w.ownRole : undefined;
}

function ProposalFacts({ grant }: { grant: GrantRow }) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const { f } = useApp();
  const instant = useInstant();
  return (
    <p class="m num">
      {w.holds(f.date(grant.validFrom), grant.validTo && f.date(grant.validTo))} ·{" "}
      {w.proposedBy(
        grant.proposer?.name ?? (isPerson(grant.proposedBy) ? w.otherOfficer : shared.system),
        instant(grant.proposedAt),
      )}
    </p>
  );
}

function Proposal({ grant, onDone }: { grant: GrantRow; onDone: () => void }) {
  const w = useWords(personWords);
  const shared = useWords(words);
  const { notify } = useApp();
  const { agency, mayAct } = useOffice();
  const calls = usePeopleCalls();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const name = grant.person?.name ?? shared.someone;
  const role = roleWord(w.roles, grant.role);
  const own = useOwnPart(grant);

  const confirm = async () => {
    setBusy(true);
    try {
      await calls.confirmGrant(agency.agencyId, grant.grantId);
      notify({ text: w.confirmed(name, role) });
      onDone();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <li class="item">
      <div>
        <h3 class="t">{name}</h3>
        <p class="sm">{w.proposal(role)}</p>
        <ProposalFacts grant={grant} />
        {mayAct && own !== undefined && <p class="m">{own}</p>}
      </div>
      {mayAct && own === undefined && (
        <button
          type="button"
          class="btn soft"
          disabled={isBusy}
          aria-label={w.confirmThis(name, role)}
          onClick={() => void confirm()}
        >
          <Icon name="check" />
          {w.confirm}
        </button>
      )}
      {problem && (
        <div class="full">
          <ProblemNote problem={problem} title={w.confirmFailed} />
        </div>
      )}
    </li>
  );
}
