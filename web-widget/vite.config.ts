/**
 * Builds the visitor's side into dist/web/widget: widget.js as one IIFE, the audio worklet and the demo shop page beside it.
 * Run by `vite build --config web-widget/vite.config.ts`; nothing here is read at run time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';

const room = import.meta.dirname;
const demo = join(room, 'demo');
const { resolve } = createRequire(import.meta.url);

/** protocol/ declares schemas at load; the browser needs its constants only, so unused modules of it are left out. */
const treeshake = { moduleSideEffects: (id: string) => !/\/(protocol|node_modules\/zod)\//.test(id) };

/** The widget asks for WebSocket and polling only: the client's third transport, with its stream codecs, stays out of the bundle. */
const withoutWebTransport: Plugin = {
  name: 'leadline-without-webtransport',
  load(id) {
    if (!id.endsWith('/engine.io-client/build/esm/transports/index.js')) return undefined;
    return [
      "import { XHR } from './polling-xhr.js';",
      "import { WS } from './websocket.js';",
      'export const transports = { websocket: WS, polling: XHR };',
    ].join('\n');
  },
};

function scriptConfig(entry: string, fileName: string): InlineConfig {
  return {
    configFile: false,
    root: room,
    publicDir: false,
    logLevel: 'warn',
    // Whatever NODE_ENV says, a build takes the packages' production files, not their debugging ones.
    resolve: { conditions: ['module', 'browser', 'production'] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      target: 'es2022',
      outDir: '../dist/web/widget',
      emptyOutDir: true,
      lib: { entry: join(room, entry), formats: ['iife'], name: 'LeadlineScript', fileName: () => fileName },
      rolldownOptions: { treeshake },
    },
  };
}

/** Scripts that must be files of their own, and everything of the demo page that is not TypeScript. */
function besides(scripts: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'leadline-besides',
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(scripts)) {
        const config = scriptConfig(entry, fileName);
        const outcome = await build({ ...config, build: { ...config.build, write: false } });
        const outputs = Array.isArray(outcome) ? outcome : [outcome];
        for (const chunk of outputs.flatMap((one) => ('output' in one ? one.output : []))) {
          if (chunk.type === 'chunk') this.emitFile({ type: 'asset', fileName, source: chunk.code });
        }
      }
      for (const fileName of readdirSync(demo, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|css|svg)$/.test(fileName)) continue;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(demo, fileName)) });
      }
      const font = resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
      this.emitFile({ type: 'asset', fileName: 'fonts/inter-latin.woff2', source: readFileSync(font) });
    },
  };
}

const widget = scriptConfig('index.ts', 'widget.js');

export default {
  ...widget,
  plugins: [
    withoutWebTransport,
    besides({ 'voice-worklet.js': 'voice/voice-worklet.ts', 'shop.js': 'demo/shop.ts' }),
  ],
} satisfies InlineConfig;
