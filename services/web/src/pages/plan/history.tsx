import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import { ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { dateIn } from "../../time/zone.ts";
import { SkpStateMark } from "./parts.tsx";
import { type PlanningNotice, type Skp } from "./types.ts";
import { useCalls } from "./use-plan.ts";
import { words } from "./words.ts";

interface HistoryProps {
  readonly skp: Skp;
  readonly notices: readonly PlanningNotice[];
}

/** What happened to this SKP: settings, and returns with their reasons; earlier settings can be read. */
export function History({ skp, notices }: HistoryProps) {
  const { f } = useApp();
  const w = useWords(words);
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const told = notices.filter(({ code, params }) => params["skpId"] === skp.skpId && code in w.history);
  const newest = skp.state === "SET" ? skp.setRevision - 1 : skp.setRevision;
  const earlier = Array.from({ length: newest }, (_, at) => newest - at);
  return (
    <section class="card stack" aria-labelledby="h-history">
      <header>
        <h2 id="h-history">{w.history.title}</h2>
      </header>
      {told.length === 0 && earlier.length === 0 && <p class="sm muted">{w.history.none}</p>}
      {told.length > 0 && (
        <ul class="list measures">
          {told.map(({ noticeId, code, params, at }) => (
            <li key={noticeId}>
              <p class="line">
                <SkpStateMark state={code === "SKP_SET" ? "SET" : "RETURNED"}>
                  {code === "SKP_SET" ? w.history.SKP_SET(params["revision"] ?? "") : w.history.SKP_RETURNED}
                </SkpStateMark>
                <span class="xs muted num end">{f.date(dateIn(zone, Date.parse(at)))}</span>
              </p>
              {(params["reason"] ?? "") !== "" && <p class="sm">{params["reason"]}</p>}
            </li>
          ))}
        </ul>
      )}
      {earlier.map((revision) => (
        <Setting key={revision} skpId={skp.skpId} revision={revision} />
      ))}
    </section>
  );
}

function Setting({ skpId, revision }: { skpId: string; revision: number }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="right" chevron />
        {w.history.setting(revision)}
      </summary>
      {isOpen && <SettingContent skpId={skpId} revision={revision} />}
    </details>
  );
}

function SettingContent({ skpId, revision }: { skpId: string; revision: number }) {
  const w = useWords(words);
  const calls = useCalls();
  const { value, problem, reload } = useLoad(() => calls.skp(skpId, revision), [calls, skpId, revision]);
  if (problem) return <ProblemNote problem={problem} onRetry={reload} />;
  if (value === undefined) return <Skeleton lines={3} />;
  return (
    <ol class="dots sm stack tight">
      {value.skp.content.results.map(({ rhkId, text, indicators }) => (
        <li key={rhkId}>
          {text}
          <span class="muted">
            {indicators.map(({ text: measure, target, unit }) => ` · ${measure}: ${w.target(target, unit)}`).join("")}
          </span>
        </li>
      ))}
    </ol>
  );
}
