import { sumOf } from "../figures.ts";
import { type OutageReport } from "./run.ts";
import { type Second } from "./sample.ts";
import { outages } from "./strike.ts";

/** A line of a panel. What is undefined leaves a gap. */
interface Line {
  readonly label: string;
  /** One of the colours of the style. */
  readonly colour: "blue" | "orange" | "red" | "green";
  readonly of: (second: Second) => number | undefined;
}

interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly isLogarithmic?: true;
  /** A limit that is drawn. */
  readonly limit?: number;
}

const readsOf = (second: Second): { answered: number; refused: number } =>
  Object.values(second.reads).reduce(
    (all, { answered, refused }) => ({ answered: all.answered + answered, refused: all.refused + sumOf(refused) }),
    { answered: 0, refused: 0 },
  );

const panels: readonly Panel[] = [
  {
    title: "entries a second",
    lines: [
      { label: "acknowledged", colour: "blue", of: ({ acknowledged }) => acknowledged },
      { label: "of them by the spool", colour: "orange", of: ({ bySpool }) => bySpool },
      { label: "tries without a receipt", colour: "red", of: ({ refused }) => sumOf(refused) },
    ],
  },
  {
    title: "milliseconds until the acknowledgement",
    isLogarithmic: true,
    lines: [
      { label: "median", colour: "green", of: ({ ackMedian }) => ackMedian },
      { label: "99 of a hundred", colour: "blue", of: ({ ackP99 }) => ackP99 },
    ],
  },
  {
    title: "entries that wait",
    lines: [
      { label: "not in the database yet", colour: "blue", of: ({ behind }) => behind },
      { label: "in the spool alone", colour: "orange", of: ({ spooled }) => spooled },
      { label: "on phones", colour: "red", of: ({ waiting }) => waiting },
    ],
  },
  {
    title: "questions a second",
    lines: [
      { label: "answered", colour: "green", of: (second) => readsOf(second).answered },
      { label: "refused or unanswered", colour: "red", of: (second) => readsOf(second).refused },
    ],
  },
  {
    title: "memory, MB",
    limit: 250,
    lines: [
      { label: "ingest", colour: "blue", of: ({ ingestMb }) => ingestMb },
      { label: "writer", colour: "orange", of: ({ writerMb }) => writerMb },
    ],
  },
];

const [width, left, right, top, plotHeight, panelHeight] = [900, 64, 16, 62, 96, 146];
const plotWidth = width - left - right;

/** Light and dark, as the reader's page is. */
const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; } .small { font-size: 11px; fill: #59636e; } .title { font-size: 15px; font-weight: 600; }
  .page { fill: #ffffff; } .away { fill: #d1242f; opacity: 0.1; } .grid { stroke: #d1d9e0; } .limit { stroke: #d1242f; stroke-dasharray: 5 4; }
  .line { fill: none; stroke-width: 1.6; } .blue { stroke: #0969da; } .orange { stroke: #bc4c00; } .red { stroke: #d1242f; } .green { stroke: #1a7f37; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .small { fill: #9198a1; } .page { fill: #0d1117; } .away { fill: #f85149; opacity: 0.18; } .grid { stroke: #3d444d; } .limit { stroke: #f85149; }
    .blue { stroke: #4493f8; } .orange { stroke: #f0883e; } .red { stroke: #f85149; } .green { stroke: #3fb950; }
  }`;

/** A round number that is not less, half of which is round too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 1.6, 2, 3, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const short = (value: number): string => (value >= 10_000 ? `${value / 1_000}k` : String(value));

interface Scale {
  readonly ticks: readonly number[];
  readonly y: (value: number) => number;
}

function scaleOf({ lines, isLogarithmic, limit = 0 }: Panel, seconds: readonly Second[]): Scale {
  const values = lines.flatMap(({ of }) => seconds.map((second) => of(second) ?? 0));
  const most = Math.max(limit, ...values);
  if (isLogarithmic) {
    const decades = Math.max(1, Math.ceil(Math.log10(Math.max(10, most))));
    const y = (value: number): number => plotHeight * (1 - Math.log10(Math.max(1, value)) / decades);
    return { ticks: Array.from({ length: decades + 1 }, (_, power) => 10 ** power), y };
  }
  const end = roundUp(most);
  return { ticks: [0, end / 2, end], y: (value) => plotHeight * (1 - value / end) };
}

/** Longer runs are thinned out to what a pixel can show; of each piece the highest value stays. */
function pathOf({ of }: Line, seconds: readonly Second[], x: (at: number) => number, { y }: Scale): string {
  const piece = Math.max(1, Math.ceil(seconds.length / plotWidth));
  let [path, isOpen] = ["", false];
  for (let index = 0; index < seconds.length; index += piece) {
    const some = seconds.slice(index, index + piece).flatMap((second) => of(second) ?? []);
    if (some.length > 0)
      path += `${isOpen ? "L" : "M"}${x(seconds[index]?.at ?? 0).toFixed(1)} ${y(Math.max(...some)).toFixed(1)}`;
    isOpen = some.length > 0;
  }
  return path;
}

function panelOf(panel: Panel, seconds: readonly Second[], x: (at: number) => number): string {
  const scale = scaleOf(panel, seconds);
  const ticks = scale.ticks.map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${scale.y(tick)}" y2="${scale.y(tick)}"/><text class="small" x="${left - 6}" y="${scale.y(tick) + 4}" text-anchor="end">${short(tick)}</text>`,
  );
  const legend = panel.lines.map(({ label, colour }, index) => {
    const at = left + 260 + index * 190;
    return `<line class="line ${colour}" x1="${at}" x2="${at + 18}" y1="-12" y2="-12"/><text class="small" x="${at + 23}" y="-8">${escaped(label)}</text>`;
  });
  const limit = panel.limit === undefined ? "" : `<line class="limit" x1="${left}" x2="${width - right}" y1="${scale.y(panel.limit)}" y2="${scale.y(panel.limit)}"/>`;
  const lines = panel.lines.map((line) => `<path class="line ${line.colour}" d="${pathOf(line, seconds, x, scale)}"/>`);
  return [`<text x="${left}" y="-8">${escaped(panel.title)}</text>`, ...legend, ...ticks, limit, ...lines].join("\n");
} // prettier-ignore

/** The course of an outage as SVG. */
export function pictureOf({ name, seconds, backS, drainedS, entriesPerSecond }: OutageReport): string {
  const [from, to] = [seconds[0]?.at ?? 0, seconds.at(-1)?.at ?? 1];
  const x = (at: number): number => left + (plotWidth * (at - from)) / (to - from);
  const height = top + panels.length * panelHeight + 26;
  const bottom = height - 46;
  const step = to - from > 300 ? 60 : 30;
  const first = Math.ceil(from / step) * step;
  const marks = Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
  const isSlow = name === "slow";
  const title = `${isSlow ? "PostgreSQL answers 200 ms late" : `${outages[name]} is away`}, ${entriesPerSecond} entries a second`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${style}\n</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${left}" y="24">${escaped(title)}</text>`,
    `<rect class="away" x="${x(0).toFixed(1)}" y="${top - 24}" width="${(x(backS) - x(0)).toFixed(1)}" height="${bottom - top + 24}"/>`,
    `<line class="limit" x1="${x(drainedS).toFixed(1)}" x2="${x(drainedS).toFixed(1)}" y1="${top - 24}" y2="${bottom}"/>`,
    `<text class="small" x="${width - right}" y="24" text-anchor="end">shaded: ${isSlow ? "slow" : "away"}; dashed: everything is stored</text>`,
    ...panels.map((panel, index) => `<g transform="translate(0 ${top + index * panelHeight})">\n${panelOf(panel, seconds, x)}\n</g>`),
    ...marks.map((at) => `<text class="small" x="${x(at).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${at / 60}</text>`),
    `<text class="small" x="${left + plotWidth / 2}" y="${bottom + 36}" text-anchor="middle">minutes since it began</text>`,
    "</svg>\n",
  ].join("\n");
} // prettier-ignore
