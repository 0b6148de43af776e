/** The paths that an artefact store accepts; every adapter checks through here, so that no name leads out of its folder. */
import { Fault } from '../../protocol/index.js';

const SEGMENT = /^[a-z0-9_][a-z0-9._-]{0,99}$/;

/** The path's segments; Fault `input.invalid` for anything but lower-case letters, digits, `.`, `_` and `-` in each. */
export function artefactSegments(path: string): readonly string[] {
  const segments = path.split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) {
    throw new Fault('input.invalid', 'A model file has a name that is not allowed.', { fields: { path } });
  }
  return segments;
}
