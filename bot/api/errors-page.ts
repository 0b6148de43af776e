/** The listing of a text model's worst errors as a page: which intents it mixes up, with examples. Made of a version's `errors.json`. */
import { z } from 'zod';
import { Fault } from '../../protocol/index.js';
import { escapeHtml } from './openapi.js';

const errorsSchema = z.object({
  confusions: z.array(
    z.object({
      expected: z.string(),
      given: z.string(),
      count: z.number(),
      examples: z.array(z.object({ text: z.string(), confidence: z.number() })),
    }),
  ),
});

/** Throws Fault `learning.corrupt-model` when the file is none of ours. */
export function renderErrorsPage(
  { name, version }: { readonly name: string; readonly version: string },
  bytes: Uint8Array,
): string {
  const parsed = errorsSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success)
    throw new Fault('learning.corrupt-model', 'The error listing of the version cannot be read.');
  const rows = parsed.data.confusions.map(({ expected, given, count, examples }) => {
    const items = examples.map(
      ({ text, confidence }) =>
        `<li>${escapeHtml(text)} <small>${Math.round(confidence * 100)}%</small></li>`,
    );
    return (
      `<tr><td>${count}</td><td><code>${escapeHtml(expected)}</code></td>` +
      `<td><code>${escapeHtml(given)}</code></td><td><ul>${items.join('')}</ul></td></tr>`
    );
  });
  const title = `Errors of ${escapeHtml(name)} ${escapeHtml(version)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>${title}</h1>
<p>Utterances of the locked test set that were understood otherwise than expected, worst confusions first. Numbers, e-mail addresses and
the words of personal slots are masked; the percentage is the confidence in the wrong answer.</p>
<table><thead><tr><th>Times</th><th>Expected</th><th>Given</th><th>Examples</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>`;
}
