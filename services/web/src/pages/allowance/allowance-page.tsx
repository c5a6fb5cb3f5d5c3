import { useMemo, useState } from "preact/hooks";
import { type Problem } from "../../api/problem.ts";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { runKindWords } from "../../i18n/run-kinds.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { useNames } from "../../state/use-names.ts";
import { type PageProps } from "../pages.tsx";
import { useAllowanceCalls, type Whose } from "./calls.ts";
import { CorrectionsHistory } from "../runs/corrections-history.tsx";
import { Beside, Earlier, Flags, PolicyCard, Status, VersionsCard } from "./cards.tsx";
import { sourcesOf } from "./input-versions.ts";
import { VersionsContext } from "./input-versions-line.tsx";
import { lawOf } from "./law.ts";
import { type ObjectedLine } from "./objecting.ts";
import { ObjectingContext } from "./objection-button.tsx";
import { ObjectionSheet } from "./objection-sheet.tsx";
import { ObjectionsCard } from "./objections-card.tsx";
import { OfMonth } from "./of-month.tsx";
import { PayslipButton } from "./payslip-button.tsx";
import { Steps } from "./steps.tsx";
import { type Statement, type Summary } from "./types.ts";
import { besideOf } from "./waterfall.ts";
import { WhatIfCard } from "./what-if-card.tsx";
import { words } from "./words.ts";
import "../../styles/tables.css";
import "../../styles/allowance.css";

const noLaw = lawOf(undefined);

const isMonth = (text: string | null): text is string => text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The own statement, or with ?orang=ID that of somebody whom the server lets one read. */
export function AllowancePage({ query }: PageProps) {
  const me = useMe();
  const asked = query.get("orang") ?? me.personId;
  const month = query.get("periode");
  const agencyId = query.get("instansi") ?? undefined;
  const runId = query.get("proses") ?? undefined;
  const period = isMonth(month) ? month : undefined;
  if (asked === me.personId) return <Own period={period} agencyId={agencyId} runId={runId} />;
  if (period === undefined) return <Nothing period={undefined} />;
  const whose = { personId: asked, agencyId, runId };
  return <Shown key={`${period}/${keyOf(whose)}`} period={period} whose={whose} earlier={[]} />;
}

interface OwnProps {
  readonly period: string | undefined;
  readonly agencyId: string | undefined;
  readonly runId: string | undefined;
}

function Own({ period, agencyId, runId }: OwnProps) {
  const w = useWords(words);
  const calls = useAllowanceCalls();
  const { value: statements, problem, reload } = useLoad(() => calls.statements(period), [calls, period]);
  if (statements === undefined) {
    if (problem === undefined) return <Skeleton lines={6} tall />;
    return (
      <>
        <h1>{w.title}</h1>
        <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />
      </>
    );
  }
  const newest = newestOf(statements);
  const wanted = period ?? newest?.period;
  if (wanted === undefined)
    return (
      <>
        <Nothing period={undefined} />
        <WhatIfCard law={noLaw} />
      </>
    );
  const whose = { personId: undefined, ...(period === undefined ? ofSummary(newest) : { agencyId, runId }) };
  return <Shown key={`${wanted}/${keyOf(whose)}`} period={wanted} whose={whose} earlier={statements} />;
}

/** Of the newest month first what is paid every month. */
function newestOf(statements: readonly Summary[]): Summary | undefined {
  const ofMonth = statements.filter(({ period }) => period === statements[0]?.period);
  return ofMonth.find(({ runKind }) => runKind === "REGULAR") ?? ofMonth[0];
}

const ofSummary = (one: Summary | undefined) => ({ agencyId: one?.agencyId, runId: one?.runId });
const keyOf = ({ personId = "", agencyId = "", runId = "" }: Whose): string => `${personId}/${agencyId}/${runId}`;

function Nothing({ period }: { period: string | undefined }) {
  const { f } = useApp();
  const w = useWords(words);
  return (
    <>
      <h1>{w.title}</h1>
      <div class="card">
        <Empty icon="money" title={period === undefined ? w.noneTitle : w.unknownTitle(f.monthYear(period))}>
          <p>{period === undefined ? w.noneText : w.unknownText}</p>
        </Empty>
      </div>
    </>
  );
}

interface ShownProps {
  readonly period: string;
  readonly whose: Whose;
  readonly earlier: readonly Summary[];
}

function Shown({ period, whose, earlier }: ShownProps) {
  const { personId, agencyId, runId } = whose;
  const calls = useAllowanceCalls();
  const { value, problem, reload } = useLoad(
    () => calls.statement(period, { personId, agencyId, runId }),
    [calls, period, personId, agencyId, runId],
  );
  if (value !== undefined) return <Whole statement={value} isOwn={personId === undefined} earlier={earlier} />;
  if (problem === undefined) return <Skeleton lines={6} tall />;
  return (
    <>
      <NotShown problem={problem} period={period} reload={reload} />
      <Earlier statements={earlier} current={undefined} />
    </>
  );
}

function NotShown({ problem, period, reload }: { problem: Problem; period: string; reload: () => void }) {
  const w = useWords(words);
  if (problem.status === 404) return <Nothing period={period} />;
  return (
    <>
      <h1>{w.title}</h1>
      {problem.status === 403 ? (
        <div class="card">
          <Empty icon="lock" title={w.forbidden}>
            <p>{w.forbiddenText}</p>
            <a class="btn" href="/tunjangan">
              {w.toOwn}
            </a>
          </Empty>
        </div>
      ) : (
        <ProblemNote problem={problem} title={w.failed} safe={w.failedText} onRetry={reload} />
      )}
    </>
  );
}

interface WholeProps {
  readonly statement: Statement;
  readonly isOwn: boolean;
  readonly earlier: readonly Summary[];
}

function Whole({ statement, isOwn, earlier }: WholeProps) {
  const w = useWords(words);
  const names = useNames(isOwn ? [] : [statement.personId]);
  const nameOf = (personId: string): string => (isOwn ? "" : names.of(personId, w.someone));
  const calls = useAllowanceCalls();
  const { agencyId, policyId, versions } = statement;
  const policy = useLoad(() => calls.policy(agencyId, policyId), [calls, agencyId, policyId]);
  const objections = useLoad(() => (isOwn ? calls.objections() : Promise.resolve([])), [calls, isOwn]);
  const [objected, setObjected] = useState<ObjectedLine | undefined>(undefined);
  const documentJson = policy.value?.documentJson;
  const law = useMemo(() => lawOf(documentJson), [documentJson]);
  const sources = useMemo(() => sourcesOf(documentJson), [documentJson]);
  const filed = objections.value?.filter(({ runId }) => runId === statement.runId);
  const objecting = isOwn && filed !== undefined ? { objections: filed, object: setObjected } : undefined;
  const { payoutRupiah, netRupiah } = statement;
  return (
    <ObjectingContext.Provider value={objecting}>
      <OfMonth statement={statement} statements={earlier} />
      <Head statement={statement} name={nameOf(statement.personId)} />
      <div class="cols">
        <div class="stack">
          <VersionsContext.Provider value={{ sources, versions }}>
            <Steps statement={statement} isOwn={isOwn} law={law} />
          </VersionsContext.Provider>
          <Beside lines={besideOf(statement)} payoutSha256={statement.payoutSha256} />
          {payoutRupiah === netRupiah && (
            <Note tone="info" icon="info">
              <p>{w.noTax}</p>
            </Note>
          )}
        </div>
        <div class="stack">
          {isOwn && <WhatIfCard law={law} />}
          {isOwn && <ObjectionsCard objections={objections} statements={earlier} />}
          <PayslipButton statement={statement} isOwn={isOwn} />
          <Status statement={statement} isOwn={isOwn} />
          <Flags codes={statement.flags} />
          <PolicyCard statement={statement} policy={policy} />
          <VersionsCard versions={versions} />
          <CorrectionsHistory statement={statement} isOwn={isOwn} />
          <Earlier statements={earlier} current={statement} />
        </div>
      </div>
      {objected && (
        <ObjectionSheet
          statement={statement}
          line={objected}
          onDone={objections.reload}
          onClose={() => setObjected(undefined)}
        />
      )}
    </ObjectingContext.Provider>
  );
}

function Head({ statement, name }: { statement: Statement; name: string }) {
  const { f } = useApp();
  const w = useWords(words);
  const kinds = useWords(runKindWords);
  const { period, payoutRupiah, grossRupiah, runKind } = statement;
  const kind = runKind === "REGULAR" ? w.title : (kinds[runKind] ?? w.title);
  const cut = BigInt(grossRupiah) - BigInt(payoutRupiah);
  return (
    <div class="ans">
      <p class="eye">{w.eye(kind, f.monthYear(period), name)}</p>
      <h1 class="big">
        <small>{name === "" ? w.receive : w.receives} </small>
        {f.rupiah(payoutRupiah)}
      </h1>
      {cut > 0n ? (
        <p>
          {w.from(f.rupiah(grossRupiah))}
          <b class="num">{f.rupiah(cut)}</b>
          {w.choose}
        </p>
      ) : (
        <p>{w.uncut(f.rupiah(grossRupiah))}</p>
      )}
    </div>
  );
}
