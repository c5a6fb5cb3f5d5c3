import { type ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface Tab {
  readonly href: string;
  readonly text: ComponentChildren;
  readonly isCurrent: boolean;
}

/** Pages beside each other, of which one is shown. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const row = useRef<HTMLElement>(null);
  const current = tabs.find(({ isCurrent }) => isCurrent)?.href;
  // A phone has no room for all of them side by side.
  useEffect(() => {
    const { current: shownRow } = row;
    const shown = shownRow?.querySelector<HTMLElement>("[aria-current]");
    if (shownRow && shown) shownRow.scrollLeft = shown.offsetLeft - (shownRow.clientWidth - shown.offsetWidth) / 2;
  }, [current]);
  return (
    <nav ref={row} class="tabs scrolls" aria-label={label}>
      {tabs.map(({ href, text, isCurrent }) => (
        <a key={href} href={href} aria-current={isCurrent ? "page" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
