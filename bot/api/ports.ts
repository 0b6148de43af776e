/** What the API needs of the rest of bot/; bot/roles/server.ts plugs it in. */
import type { Clock, ConsoleSession, Locale, LocalizedText, WorkspaceId } from '../../protocol/index.js';
import type { ConsoleAccess, KeyedBuckets, TokenBucket, VisitorTokens } from '../access/index.js';
import type { ModelDesk, Predictors } from '../models/index.js';
import type { Runtime } from '../runtime/index.js';
import type { BotStore } from '../store/index.js';
import type { Logger, Metrics } from '../telemetry/index.js';

/** What visitors and reps see of the business. */
export interface BusinessFacts {
  readonly brand: LocalizedText;
  /** By flow name. */
  readonly flowTitles: Readonly<Record<string, LocalizedText>>;
  readonly accent: string;
  readonly locales: readonly Locale[];
  readonly defaultLocale: Locale;
  readonly timeZone: string;
  readonly currency: string;
  /** Told before the first word: that an assistant answers, and that calls are recorded. */
  readonly disclosure: { readonly assistant: LocalizedText; readonly recording: LocalizedText };
  /** Locales in which speech is recognised here and now. */
  readonly speechLocales: () => readonly Locale[];
}

export interface ApiParts {
  readonly workspaceId: WorkspaceId;
  readonly runtime: Runtime;
  readonly store: BotStore;
  readonly models: ModelDesk;
  readonly predictors: Predictors;
  readonly business: BusinessFacts;
  readonly tokens: VisitorTokens;
  readonly consoleAccess: ConsoleAccess;
  readonly visitBucket: TokenBucket;
  /** Turns per conversation, over all its sockets and requests. */
  readonly turnBuckets: KeyedBuckets;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Of Leadline, for the API document. */
  readonly version: string;
  /** Folder of the built pages: `widget/` and `console/`. */
  readonly webRoot: string;
  /** Address of this server, known once it listens. */
  readonly url: () => string;
}

export type { ConsoleSession };
