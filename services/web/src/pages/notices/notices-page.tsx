import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Empty, Note, ProblemNote, Skeleton } from "../../components/parts.tsx";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Names, useNames } from "../../state/use-names.ts";
import { dateIn, timeIn } from "../../time/zone.ts";
import { type Heard, listNotices } from "./calls.ts";
import { addressOf, type Notice, peopleIn } from "./notice.ts";
import { isUnread, markRead, readIds } from "./read-marks.ts";
import { says } from "./says.ts";
import { words } from "./words.ts";
import "../../styles/notices.css";

export function NoticesPage() {
  const w = useWords(words);
  const { client } = useApp().platform;
  const { personId } = useMe();
  const { value, problem, reload } = useLoad(() => listNotices(client), [client]);
  // What was unread when the page opened stays marked as long as it is open.
  const readBefore = useRef(readIds(personId)).current;
  useEffect(() => {
    if (value) markRead(personId, value.notices, value.silent.length === 0);
  }, [personId, value]);
  const unread = (value?.notices ?? []).filter((notice) => isUnread(readBefore, notice)).length;
  return (
    <>
      <div class="ans">
        <p class="eye">{w.eye}</p>
        <h1>{value ? w.answer(unread) : w.eye}</h1>
        <p>{value ? w.lead(unread) : "\u00a0"}</p>
      </div>
      {problem && <ProblemNote problem={problem} title={w.failed} safe={w.safe} onRetry={reload} />}
      {value ? (
        <List heard={value} readBefore={readBefore} onRetry={reload} />
      ) : (
        !problem && <Skeleton lines={5} tall />
      )}
    </>
  );
}

interface ListProps {
  readonly heard: Heard;
  readonly readBefore: ReadonlySet<string>;
  onRetry: () => void;
}

function List({ heard: { notices, silent }, readBefore, onRetry }: ListProps) {
  const w = useWords(words);
  const names = useNames(peopleIn(notices));
  return (
    <>
      {silent.length > 0 && (
        <Note tone="wait" icon="clock" title={w.silentTitle}>
          <p>{w.silent(silent.map((source) => w.sources[source]).join(", "))}</p>
          <button type="button" class="btn" onClick={onRetry}>
            {w.retry}
          </button>
        </Note>
      )}
      <section class="card flush" aria-label={w.list}>
        {notices.length === 0 ? (
          <Empty icon="bell" title={w.emptyTitle}>
            <p>{w.emptyText}</p>
          </Empty>
        ) : (
          <ul class="list">
            {notices.map((notice) => (
              <Item key={notice.noticeId} notice={notice} isNew={isUnread(readBefore, notice)} names={names} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

const icons: Readonly<Record<string, IconName>> = { SKP: "plan", EVA: "cells", FEE: "cells", STA: "money" };

function useSaid({ code, params }: Notice, names: Names): readonly [string, string] {
  const w = useWords(words);
  const { f, settings } = useApp();
  const say = says[settings.language][code];
  return say ? say(params, f, names.of(params["personId"] ?? "", w.someone)) : [w.unknown, w.unknownText];
}

function Time({ at }: { at: string | undefined }) {
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  const ms = Date.parse(at ?? "");
  if (Number.isNaN(ms)) return null;
  return (
    <p class="m num">
      {f.tinyDay(dateIn(zone, ms))}, {f.time(timeIn(zone, ms))} {zone}
    </p>
  );
}

function Item({ notice, isNew, names }: { notice: Notice; isNew: boolean; names: Names }) {
  const w = useWords(words);
  const [title, text] = useSaid(notice, names);
  const address = addressOf(notice);
  return (
    <li class="item notice">
      <Icon name={icons[notice.code.slice(0, 3)] ?? "day"} />
      <div>
        <p class="t">
          {title} {isNew && <span class="tag new">{w.unread}</span>}
        </p>
        <p class="m">{text}</p>
        <Time at={notice.at} />
      </div>
      {address !== undefined && (
        <a class="btn" href={address} aria-label={w.openThis(title)}>
          {w.open}
        </a>
      )}
    </li>
  );
}
