/** Where Debian's Chromium is and how it is started; apart from peers.ts, so that a proof outside jest can use it. */

export const CHROMIUM = '/usr/bin/chromium';

/** What a sandboxed headless Chromium needs to stay off the network. */
export const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;
