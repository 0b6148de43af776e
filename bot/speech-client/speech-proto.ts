/** Loads protocol/speech.proto for the server and the client of the speech service. */
import { join } from 'node:path';
import {
  type GrpcObject,
  loadPackageDefinition,
  Metadata,
  type MethodDefinition,
  type ServiceClientConstructor,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';
import { packageRoot } from '../package-root.js';

export const SPEECH_SERVICE = 'speech.v1.Speech';

/** The package as @grpc/proto-loader gives it: camelCase fields, enums as names, int64 as numbers, defaults filled in. */
export function loadSpeechPackage(): PackageDefinition {
  return loadSync(join(packageRoot(), 'protocol', 'speech.proto'), {
    keepCase: false,
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
  });
}

export function speechClientConstructor(definition: PackageDefinition): ServiceClientConstructor {
  const root = loadPackageDefinition(definition) as { speech: { v1: GrpcObject } };
  return root.speech.v1.Speech as ServiceClientConstructor;
}

/** Bytes that are no message reach the handler as `malformed`, which answers INVALID_ARGUMENT; the library would say INTERNAL. */
function tolerant(method: MethodDefinition<object, object>): MethodDefinition<object, object> {
  return {
    ...method,
    requestDeserialize(bytes) {
      try {
        return method.requestDeserialize(bytes);
      } catch {
        return { request: 'malformed' };
      }
    },
  };
}

export function speechServiceDefinition(definition: PackageDefinition): ServiceDefinition {
  const { service } = speechClientConstructor(definition);
  return Object.fromEntries(Object.entries(service).map(([name, method]) => [name, tolerant(method)]));
}

export function metadataOf(fields: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(fields)) metadata.set(key, value);
  return metadata;
}
