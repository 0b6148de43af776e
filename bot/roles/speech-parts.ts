/** Plugs the speech room together from its engines: what the speech process serves, and what tests serve in process. */
import { join } from 'node:path';
import type { Clock } from '../../protocol/index.js';
import {
  createFliteSpeaker,
  createSileroDetector,
  createSpeechHandlers,
  DEFAULT_LIMITS,
  DecodeQueue,
  findEspeakSpeaker,
  moonshineEngine,
  type ServiceLimits,
  type SpeechService,
  Synthesis,
  senseVoiceEngine,
  TranscriberEngines,
  type TurnEndJudges,
} from '../../speech/index.js';
import { metadataOf } from '../speech-client/speech-proto.js';

export interface SpeechPartsSettings {
  /** Folder for what engines compute once. */
  readonly cacheFolder: string;
  /** Folder with one subfolder per pulled model. */
  readonly modelsFolder: string;
  readonly clock: Clock;
  /** Decodes at once; one per core. */
  readonly decodeWidth: number;
  readonly limits?: Partial<ServiceLimits>;
  readonly judges?: TurnEndJudges;
}

/** Twice as many finals may wait as there can be callers: one that ends an utterance and one ahead. */
const WAITING_PER_RECOGNITION = 2;

export async function createSpeechService(settings: SpeechPartsSettings): Promise<SpeechService> {
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  const engines = new TranscriberEngines([
    moonshineEngine(settings.cacheFolder),
    senseVoiceEngine(join(settings.modelsFolder, 'sense-voice')),
  ]);
  const espeak = await findEspeakSpeaker();
  const flite = createFliteSpeaker({ clock: settings.clock });
  await engines.forLocale('en');
  return createSpeechHandlers({
    engines,
    decodes: new DecodeQueue({
      width: settings.decodeWidth,
      maxWaiting: limits.maxRecognitions * WAITING_PER_RECOGNITION,
    }),
    synthesis: new Synthesis(espeak === undefined ? [flite] : [flite, espeak]),
    createDetector: createSileroDetector,
    judges: settings.judges,
    makeMetadata: metadataOf,
    clock: settings.clock,
    limits,
  });
}
