/** What stands in the place of content: nothing there, still loading, failed. Never covers a whole page. */
import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { withKeys } from '../model/with-keys.js';
import { ApiFault } from '../wire/api.js';
import { useWords } from '../words/use-words.js';
import { Icon } from './icon.js';

const SKELETON_AFTER_MS = 150;

/** True once `isOn` has been true without a break for 150 ms. */
export function useDelayed(isOn: boolean): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!isOn) {
      setDue(false);
      return;
    }
    const timer = setTimeout(() => setDue(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOn]);
  return isOn && isDue;
}

export function EmptyNote({ text, action }: { readonly text: string; readonly action?: ReactNode }) {
  return (
    <div className="note">
      <p>{text}</p>
      {action}
    </div>
  );
}

interface FaultNoteProps {
  readonly error: unknown;
  /** Where it happened and what is safe. */
  readonly text: string;
  readonly onRetry: () => void;
}

export function FaultNote({ error, text, onRetry }: FaultNoteProps) {
  const words = useWords();
  const fault = error instanceof ApiFault ? error : undefined;
  const isSignedOut = fault?.status === 401 || fault?.status === 403;
  const isMissing = fault?.status === 404;
  return (
    <div className="note note-fault" role="alert">
      <Icon name="alert" />
      <p>{isSignedOut ? words.states.signedOut : isMissing ? words.states.notFound : text}</p>
      {fault && <code className="note-code">{fault.code}</code>}
      <Button variant="default" size="sm" onClick={onRetry}>
        {words.states.retry}
      </Button>
    </div>
  );
}

/** Lines of the final geometry; `heights` in px from top to bottom. */
export function SkeletonLines({ heights }: { readonly heights: readonly number[] }) {
  const words = useWords();
  return (
    <div className="skeleton-lines" role="status" aria-label={words.states.loading}>
      {withKeys(heights, String).map(({ key, item: height }) => (
        <Skeleton key={key} height={height} radius={5} width={`${60 + ((height * 7) % 40)}%`} />
      ))}
    </div>
  );
}
