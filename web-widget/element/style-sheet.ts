/** The widget's style sheet, shared by all its elements on a page; a constructed sheet needs no exception in a CSP. Called by the element. */
import chat from '../styles/chat.css?inline';
import frame from '../styles/frame.css?inline';
import motion from '../styles/motion.css?inline';
import tokens from '../styles/tokens.css?inline';
import voice from '../styles/voice.css?inline';

let shared: CSSStyleSheet | undefined;

export function baseSheet(): CSSStyleSheet {
  if (shared === undefined) {
    shared = new CSSStyleSheet();
    shared.replaceSync([tokens, frame, chat, voice, motion].join('\n'));
  }
  return shared;
}
