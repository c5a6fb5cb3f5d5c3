/** Icons on a grid of 24, drawn with one stroke. They never speak: the word beside them does. */
const paths = {
  signal: "M3 9.5a13 13 0 0 1 5-3M13 6a13 13 0 0 1 8 3.5M6.5 13.5a8 8 0 0 1 4-2.3M10 17a3 3 0 0 1 4 0M4 4l16 16",
  day: "M5 5h14v15H5zM5 9.5h14M9 3v4M15 3v4M8.5 14.5l2.3 2.3 4.5-4.5",
  team: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  repeat: "M4 9h12a4 4 0 0 1 0 8H9M8 5 4 9l4 4",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  warn: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.3l3.5 2",
  done: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.8 2.8L16 9.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  back: "M9 14 4.5 9.5 9 5M4.5 9.5H14a5 5 0 0 1 0 10h-3",
  right: "M9 5l7 7-7 7",
  left: "M15 5l-7 7 7 7",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.7v.2",
  save: "M12 4v10M8 10.5l4 4 4-4M5 16v4h14v-4",
  cancel: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  out: "M14 4H5v16h9M10 12h11M17.5 8.5 21 12l-3.5 3.5",
} as const;

export type IconName = keyof typeof paths;

export function Symbols() {
  return (
    <svg hidden aria-hidden="true">
      {Object.entries(paths).map(([name, path]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  );
}

export function Icon({ name, chevron }: { name: IconName; chevron?: boolean }) {
  return (
    <svg class={chevron === true ? "i chev" : "i"} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

const squares = [4.6, 9.8, 15].flatMap((y, row) =>
  [4.6, 9.8, 15].map((x, column) => ({ x, y, pale: row + column > 2 })),
);

/** Nine cells turned into a woven diamond, the rising path filled. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <g transform="rotate(45 12 12)">
        {squares.map(({ x, y, pale }) => (
          <rect
            key={`${String(x)} ${String(y)}`}
            x={x}
            y={y}
            width="4.4"
            height="4.4"
            rx=".6"
            opacity={pale ? 0.32 : 1}
          />
        ))}
      </g>
    </svg>
  );
}
