const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Words within a line: `code`, **strong** and [links](/to). */
export const inline = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replace(/\[([^\]]+)\]\(((?:https:\/|\/)[^)\s]*)\)/g, '<a href="$2">$1</a>');

function block(text: string): string {
  const heading = /^(#{1,3}) (.+)$/.exec(text);
  if (heading) return `<h${heading[1]?.length ?? 1}>${inline(heading[2] ?? "")}</h${heading[1]?.length ?? 1}>`;
  const fenced = /^```\w*\n([\s\S]*?)\n?```$/.exec(text);
  if (fenced) return `<pre><code>${escapeHtml(fenced[1] ?? "")}</code></pre>`;
  const lines = text.split("\n");
  if (lines.every((line) => line.startsWith("- ")))
    return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join("")}</ul>`;
  return `<p>${inline(lines.join(" "))}</p>`;
}

/** The little Markdown that our own pages use: headings, paragraphs, lists, fenced code. */
export const markdown = (source: string): string =>
  (source.match(/```[\s\S]*?```|^[^\n]+(?:\n(?!```|\n)[^\n]+)*/gm) ?? []).map((text) => block(text.trim())).join("\n");

/** A whole page without script; its style comes from `/pages.css`. */
export const page = (title: string, language: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Kinerja</title>
<link rel="stylesheet" href="/pages.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

export const pageStyle = `:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
article + article { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid color-mix(in srgb, CanvasText 20%, transparent); }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow-x: auto; padding: .75rem; border-radius: .5rem; background: color-mix(in srgb, CanvasText 7%, transparent); }
details { border: 1px solid color-mix(in srgb, CanvasText 18%, transparent); border-radius: .5rem; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary:focus-visible, a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-top: 1px solid color-mix(in srgb, CanvasText 15%, transparent); }
td { overflow-wrap: anywhere; }
.quiet { opacity: .75; }
`;
