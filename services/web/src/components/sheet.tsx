import { type ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useApp } from "../state/context.ts";
import { Icon } from "./icon.tsx";

interface SheetProps {
  readonly title: string;
  readonly eye?: string | undefined;
  /** Something was typed: closing asks first. */
  readonly isDirty?: boolean;
  onClose: () => void;
  readonly children: ComponentChildren;
}

function isOutside({ clientX, clientY }: MouseEvent, box: DOMRect): boolean {
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

/** Short input without leaving the page; it is open as long as it is drawn. */
export function Sheet({ title, eye, isDirty, onClose, children }: SheetProps) {
  const { t } = useApp();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isAsking, setAsking] = useState(false);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // Closing gives the focus back to the opener, unless that has gone meanwhile.
      shown?.close();
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("main")?.focus();
    };
  }, []);

  const requestClose = () => {
    if (isDirty === true) setAsking(true);
    else onClose();
  };

  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        requestClose();
      }}
      onMouseDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        if (event.target === event.currentTarget && isOutside(event, box)) requestClose();
      }}
    >
      <div class="stack">
        <div class="sheet-head">
          <div>
            {eye !== undefined && <p class="sm muted">{eye}</p>}
            <h2 id={id}>{title}</h2>
          </div>
          <button type="button" class="btn bare" aria-label={t.common.close} onClick={requestClose}>
            <Icon name="close" />
          </button>
        </div>
        {isAsking && <Discard onKeep={() => setAsking(false)} onDiscard={onClose} />}
        {children}
      </div>
    </dialog>
  );
}

function Discard({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const { t } = useApp();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div class="note wait" role="alert">
      <Icon name="warn" />
      <div class="stack tight">
        <p>{t.record.discardAsk}</p>
        <div class="chips">
          <button type="button" class="btn" ref={keep} onClick={onKeep}>
            {t.record.discardNo}
          </button>
          <button type="button" class="btn" onClick={onDiscard}>
            {t.record.discardYes}
          </button>
        </div>
      </div>
    </div>
  );
}
