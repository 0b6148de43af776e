/** `npm run prove:widget`: hundreds of cuts while a visitor writes in a real browser; every turn arrives once, in order, and shows once. */
import { type Random, seededRandom } from '../../../protocol/index.js';
import { bubbles, buildWidget, openPage, openWidget, startChromium, write } from '../support/browser-page.js';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.js';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const cuts = Number(process.argv[3] ?? 500);
/** Turns written and not yet kept by the server; the outbox holds 50. */
const MOST_AHEAD = 20;
const LONGEST_WAIT_MS = 60_000;

async function waitUntil(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('The widget did not come back within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function disturb(server: ScriptedServer, random: Random): void {
  if (random.next() < 0.4) server.loseAcks(1);
  server.cut();
}

async function storm(server: ScriptedServer, url: string): Promise<Readonly<Record<string, unknown>>> {
  const random = seededRandom(seed);
  const browser = await startChromium();
  try {
    const { page, errors } = await openPage(browser, url);
    await openWidget(page);
    await page.getByText('What are you looking for today?').waitFor();
    const conversation = [...server.conversations.values()].at(-1)!;
    const keptTexts = () =>
      conversation.events.flatMap((event) =>
        event.kind === 'turn.received' ? [event.personal?.text ?? ''] : [],
      );
    const said: string[] = [];
    for (let cut = 0; cut < cuts; cut++) {
      for (let turns = random.integer(3); turns > 0; turns--) {
        said.push(`turn ${said.length}`);
        await write(page, said.at(-1)!);
      }
      disturb(server, random);
      await waitUntil(() => said.length - keptTexts().length < MOST_AHEAD);
      if (random.next() < 0.7) await page.locator('leadline-widget .offline').waitFor({ state: 'detached' });
      if (cut % 50 === 49) process.stderr.write(`${cut + 1} cuts, ${said.length} turns\n`);
    }
    await waitUntil(() => keptTexts().length >= said.length);
    await page.getByText(`You said: ${said.at(-1)}`, { exact: true }).waitFor();
    const kept = keptTexts();
    const shown = await bubbles(page, 'visitor');
    const lost = said.filter((text) => !kept.includes(text)).length;
    const doubled = kept.length - new Set(kept).size;
    const sentAgain = [...conversation.arrivals.values()].filter((count) => count > 1).length;
    const isOrdered = kept.join('|') === said.join('|');
    const isShownOnce = shown.join('|') === said.join('|');
    const hasPassed = lost + doubled + errors.length === 0 && isOrdered && isShownOnce && sentAgain > 0;
    return {
      seed,
      cuts,
      turns: said.length,
      lost,
      doubled,
      sentAgain,
      isOrdered,
      isShownOnce,
      errors,
      hasPassed,
    };
  } finally {
    await browser.close();
  }
}

const built = await buildWidget();
const server = await startScriptedServer({ webRoot: built.webRoot });
const figures = await storm(server, server.url);
await server.close();
built.remove();
process.stdout.write(`${JSON.stringify(figures)}\n${figures.hasPassed ? 'passed' : 'failed'}\n`);
process.exit(figures.hasPassed ? 0 : 1);
