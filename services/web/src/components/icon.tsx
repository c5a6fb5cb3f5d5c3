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
  plan: "M6 4v16M6 6h6v4H6M12 8h6v9h-6M6 15h6v4H6",
  cells:
    "M4 4h4.5v4.5H4zM9.8 4h4.5v4.5H9.8zM15.5 4H20v4.5h-4.5zM4 9.8h4.5v4.5H4zM9.8 9.8h4.5v4.5H9.8zM15.5 9.8H20v4.5h-4.5zM4 15.5h4.5V20H4zM9.8 15.5h4.5V20H9.8zM15.5 15.5H20V20h-4.5z",
  money: "M4 20V5h4v15M10 9h4v5h-4zM16 13h4v7h-4M3 20h18",
  document: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  proof: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.3-8.3a3.3 3.3 0 0 1 4.7 4.7L10 17a1.7 1.7 0 0 1-2.4-2.4L15 7.3",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  process: "M4 6h5v5H4zM15 13h5v5h-5zM9 8.5h4a2 2 0 0 1 2 2v2.5",
  tree: "M9.5 3.5h5V8h-5zM3.5 16h5v4.5h-5zM15.5 16h5v4.5h-5zM12 8v4M6 16v-4h12v4",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  upload: "M12 15V5M8 8.5l4-4 4 4M5 15v5h14v-5",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
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
