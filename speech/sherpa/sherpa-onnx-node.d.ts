/** The part of sherpa-onnx-node 1.13 that Leadline calls; the package ships no types of its own. */
declare module 'sherpa-onnx-node' {
  export interface VadConfig {
    readonly sileroVad: {
      readonly model: string;
      readonly threshold: number;
      /** Seconds. */
      readonly minSilenceDuration: number;
      readonly minSpeechDuration: number;
      readonly maxSpeechDuration: number;
      /** Samples. */
      readonly windowSize: number;
    };
    readonly sampleRate: number;
    readonly numThreads: number;
    readonly debug: 0 | 1;
  }
  export interface OfflineRecognizerConfig {
    readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
    readonly modelConfig: {
      readonly moonshine?: { readonly encoder: string; readonly mergedDecoder: string };
      readonly senseVoice?: {
        readonly model: string;
        readonly language?: string;
        readonly useInverseTextNormalization: 0 | 1;
      };
      readonly tokens: string;
      readonly numThreads: number;
      readonly provider: 'cpu';
      readonly debug: 0 | 1;
    };
  }
  export interface OfflineResult {
    readonly text: string;
    readonly tokens: readonly string[];
    /** Seconds, one per token; empty when the model gives none. */
    readonly timestamps: readonly number[];
  }
  export interface Vad {
    acceptWaveform(samples: Float32Array): void;
    isDetected(): boolean;
    isEmpty(): boolean;
    pop(): void;
    reset(): void;
  }
  export interface OfflineStream {
    acceptWaveform(audio: { readonly samples: Float32Array; readonly sampleRate: number }): void;
  }
  export interface OfflineRecognizer {
    createStream(): OfflineStream;
    decodeAsync(stream: OfflineStream): Promise<OfflineResult>;
  }
  const sherpa: {
    readonly Vad: new (config: VadConfig, bufferSeconds: number) => Vad;
    readonly OfflineRecognizer: { createAsync(config: OfflineRecognizerConfig): Promise<OfflineRecognizer> };
  };
  export default sherpa;
}
