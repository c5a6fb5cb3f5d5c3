import { useWords } from "../../i18n/words.ts";
import { useMe } from "../../state/context.ts";
import { useNames } from "../../state/use-names.ts";
import { type Unit } from "./calls.ts";
import { type Picture } from "./picture.ts";
import { addressOf, type Place } from "./place.ts";
import { words } from "./words.ts";

interface GapsProps {
  readonly picture: Picture;
  readonly place: Place;
  readonly units: readonly Unit[];
}

/** The gaps by name, so that nobody has to look for them in the picture. */
export function Gaps({ picture, place, units }: GapsProps) {
  return (
    <>
      {picture.uncarried.length > 0 && <Uncarried picture={picture} place={place} units={units} />}
      {picture.orphans.length > 0 && <Orphans picture={picture} units={units} />}
    </>
  );
}

const nameOf = (units: readonly Unit[], id: string): string => units.find(({ unitId }) => unitId === id)?.name ?? "";

function Uncarried({ picture, place, units }: GapsProps) {
  const w = useWords(words);
  const { personId } = useMe();
  const isHead = (id: string) => units.some(({ unitId, headPersonId }) => unitId === id && headPersonId === personId);
  return (
    <section class="card flush" aria-labelledby="h-uncarried">
      <header>
        <h2 id="h-uncarried">{w.uncarried}</h2>
        <span class="num">{picture.uncarried.length}</span>
      </header>
      <p class="sm muted inset">{w.uncarriedHint}</p>
      <ul class="list">
        {picture.uncarried.map(({ node, group }) => (
          <li key={node.nodeId} class="item">
            <div>
              <p class="t">{node.text}</p>
              <p class="m">{nameOf(units, node.unitId)}</p>
            </div>
            {isHead(node.unitId) ? (
              <a class="btn soft" href="/rencana" aria-label={w.shareThis(node.text)}>
                {w.share}
              </a>
            ) : (
              <a class="btn" href={addressOf({ ...place, group })} aria-label={w.lookAt(node.text)}>
                {w.look}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Orphans({ picture, units }: Pick<GapsProps, "picture" | "units">) {
  const w = useWords(words);
  const { personId } = useMe();
  const names = useNames(picture.orphans.map((node) => node.personId));
  return (
    <section class="card flush" aria-labelledby="h-orphans">
      <header>
        <h2 id="h-orphans">{w.orphanList}</h2>
        <span class="num">{picture.orphans.length}</span>
      </header>
      <ul class="list">
        {picture.orphans.map((node) => (
          <li key={node.nodeId} class="item">
            <div>
              <p class="t">{node.text}</p>
              <p class="m">
                {names.of(node.personId, w.someone)} · {nameOf(units, node.unitId)}
              </p>
            </div>
            {node.personId === personId && (
              <a class="btn soft" href="/rencana" aria-label={w.connectThis(node.text)}>
                {w.connect}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
