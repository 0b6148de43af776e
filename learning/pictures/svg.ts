/**
 * The few SVG elements that the pictures of this folder are drawn with: escaped text, rounded numbers, colours for light and dark.
 * Called by the pictures only; it reads no data.
 */

/** Colour roles; every picture is readable on both. The values are those of the console's palette. */
export const PICTURE_STYLE = `
.ground{fill:#ffffff}.grid{stroke:#e6e5e1}.axis{stroke:#8a8983}.text{fill:#1c1b19}.muted{fill:#5f5d57}
.one{stroke:#0b6b57}.one-fill{fill:#0b6b57}.two{stroke:#1f5aa8}.two-fill{fill:#1f5aa8}.on-fill{fill:#ffffff}
text{font:12px Inter,"Noto Sans SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
.title{font-size:14px;font-weight:600}.small{font-size:11px}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.thin{fill:none;stroke-width:1}.dashed{stroke-dasharray:4 4}
@media (prefers-color-scheme:dark){
.ground{fill:#191c1b}.grid{stroke:#2b302e}.axis{stroke:#75807b}.text{fill:#edefed}.muted{fill:#a3aba7}
.one{stroke:#35b897}.one-fill{fill:#35b897}.two{stroke:#85b8ff}.two-fill{fill:#85b8ff}.on-fill{fill:#06231b}}`;

export type Attributes = Readonly<Record<string, string | number>>;

export const escapeText = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** At most two digits behind the point: a picture needs no more, and the same data gives the same bytes. */
const shown = (value: string | number) =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeText(value);

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${shown(value)}"`)
    .join('');

export const element = (name: string, attributes: Attributes) => `<${name}${attributesOf(attributes)}/>`;

export const text = (words: string, attributes: Attributes) =>
  `<text${attributesOf(attributes)}>${escapeText(words)}</text>`;

export const path = (points: readonly (readonly [x: number, y: number])[], attributes: Attributes) =>
  element('path', {
    d: points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${shown(x)} ${shown(y)}`).join(''),
    ...attributes,
  });

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the picture says, for those who cannot see it. */
  readonly description: string;
  readonly body: readonly string[];
}

/** A whole SVG document. */
export function drawSvg({ width, height, title, description, body }: Drawing): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height };
  return [
    `<svg${attributesOf({ ...frame, role: 'img' })}>`,
    `<title>${escapeText(title)}</title><desc>${escapeText(description)}</desc><style>${PICTURE_STYLE}</style>`,
    element('rect', { class: 'ground', width, height }),
    text(title, { class: 'text title', x: 16, y: 24 }),
    ...body,
    '</svg>',
  ].join('\n');
}
