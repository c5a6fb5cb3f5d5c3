import type { components } from "../../api/schema.d.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { correctionWords } from "./corrections-words.ts";
import { useMoment } from "./moment.ts";

type Version = Readonly<components["schemas"]["StatementVersion"]> & {
  readonly lines: readonly Readonly<components["schemas"]["CorrectedLine"]>[];
};

interface HistoryProps {
  readonly period: string;
  readonly isOwn: boolean;
}

/** The own statements of a month in all their versions, the newest first; nothing where none was corrected. */
export const CorrectionsHistory = ({ period, isOwn }: HistoryProps) => (isOwn ? <History period={period} /> : null);

function History({ period }: { readonly period: string }) {
  const w = useWords(correctionWords);
  const { client } = useApp().platform;
  const { value } = useLoad(
    async () => (await client.get<{ versions: readonly Version[] }>(`/v1/statements/${period}/versions`)).versions,
    [client, period],
  );
  if (value === undefined || value.every(({ version }) => version === 1)) return null;
  return (
    <section class="card stack tight" aria-labelledby="h-history">
      <h2 id="h-history">{w.history}</h2>
      {value.map((version, index) => (
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
    <details open={isNewest}>
      <summary>
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
