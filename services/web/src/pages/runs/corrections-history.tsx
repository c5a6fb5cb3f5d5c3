import type { components } from "../../api/schema.d.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { correctionWords } from "./corrections-words.ts";
import { useMoment } from "./moment.ts";

type Version = Readonly<components["schemas"]["StatementVersion"]> & {
  readonly lines: readonly Readonly<components["schemas"]["CorrectedLine"]>[];
};

interface HistoryProps {
  readonly statement: { readonly period: string; readonly runId: string };
  readonly isOwn: boolean;
}

/** An own statement in all its versions, the newest first; nothing where it was not corrected. */
export const CorrectionsHistory = ({ statement, isOwn }: HistoryProps) =>
  isOwn ? <History statement={statement} /> : null;

function History({ statement: { period, runId } }: Pick<HistoryProps, "statement">) {
  const w = useWords(correctionWords);
  const { client } = useApp().platform;
  const { value } = useLoad(
    async () => (await client.get<{ versions: readonly Version[] }>(`/v1/statements/${period}/versions`)).versions,
    [client, period],
  );
  const own = value?.filter((one) => one.runId === runId) ?? [];
  if (own.every(({ version }) => version === 1)) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-history">
      <h2 id="h-history">{w.history}</h2>
      {own.map((version, index) => (
        <One
          key={`${version.runId}/${version.employmentId}/${String(version.version)}`}
          version={version}
          isNewest={index === 0}
        />
      ))}
    </section>
  );
}

interface OneProps {
  readonly version: Version;
  readonly isNewest: boolean;
}

function One({ version: { version, at, note, netRupiah, lines }, isNewest }: OneProps) {
  const w = useWords(correctionWords);
  const moment = useMoment();
  const { f } = useApp();
  return (
    <details class="fold" open={isNewest}>
      <summary>
        <Icon name="right" chevron />
        {w.version(version)} · {f.rupiah(netRupiah)} · {moment(at)}
      </summary>
      <p class="sm">{note === "" ? w.original : note}</p>
      <dl class="kv sm">
        {lines.map(({ stepId, label, amountRupiah }) => (
          <div key={stepId}>
            <dt>{label}</dt>
            <dd>{f.rupiah(amountRupiah)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
