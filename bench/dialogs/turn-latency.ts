/** Engine work per turn on the demo pack, without storage: run with `npx tsx bench/dialogs/turn-latency.ts`. Trains first. */
import { loadPack } from '../../bot/index.js';
import {
  createDemoActions,
  createDialogEngine,
  loadUnderstanding,
  trainUnderstanding,
} from '../../dialogs/index.js';
import { DEFAULT_WORKSPACE, toConversationId, toTurnId } from '../../protocol/index.js';

const SCRIPTS = [
  ['I want to buy two iPhone 15 in blue, my number is 020 7946 0958', '256', 'no, black', 'yeah'],
  ['我要买手机', 'iphone 15', '蓝色', '128', 'do you deliver to the islands?', '020 7946 0958', '对'],
  [
    'hello',
    'how much is the pixel 8a',
    'yes please',
    'white, 128 gig',
    '07700 900123',
    'make it three',
    'yes please',
  ],
  [
    'what is the weather like',
    'opening hours?',
    'compare iphone 15 and pixel 8',
    'are you a robot',
    'thanks',
    'bye',
  ],
  ['我想预约明天下午两点去唐人街店', '王芳', '13812345678', '好的'],
];
const ROUNDS = 60;

const { dialogs: pack } = loadPack('packs/aurora');
const before = process.cpuUsage();
const artefacts = await trainUnderstanding(pack, { seed: 1 });
const used = process.cpuUsage(before);
const loadStart = performance.now();
const engine = createDialogEngine({
  pack,
  understander: loadUnderstanding(pack, artefacts),
  answers: { answer: async () => ({ kind: 'abstained', bestScore: 0 }) },
  actions: createDemoActions(),
});
const loadMs = performance.now() - loadStart;
const times: number[] = [];
const cpuStart = process.cpuUsage();
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, lines] of SCRIPTS.entries()) {
    let state: string | undefined;
    for (const [n, text] of lines.entries()) {
      const id = `${round}-${index}`;
      const turn = {
        workspaceId: DEFAULT_WORKSPACE,
        conversationId: toConversationId(id),
        turnId: toTurnId(`${id}-${n}`),
        channel: 'web' as const,
        input: { kind: 'text' as const, text },
      };
      const started = performance.now();
      const outcome = await engine.step({ turn, state, now: Date.UTC(2026, 0, 5, 10), locale: 'en' });
      times.push(performance.now() - started);
      state = outcome.state;
    }
  }
}
const cpu = process.cpuUsage(cpuStart);
times.sort((a, b) => a - b);
const at = (share: number) => Number(times[Math.floor((times.length - 1) * share)]!.toFixed(3));
console.log(
  JSON.stringify({
    trainCpuSeconds: (used.user + used.system) / 1e6,
    modelBytes: artefacts.report.modelBytes,
    loadMs: Math.round(loadMs),
    turns: times.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    cpuMsPerTurn: Number(((cpu.user + cpu.system) / 1000 / times.length).toFixed(3)),
  }),
);
