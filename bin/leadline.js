#!/usr/bin/env node
/** The `leadline` command: makes sure compiled code is there (a checkout builds itself), then hands over to cli/. */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Leadline needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
try {
  const { buildIfNeeded } = await import('./build.js');
  await buildIfNeeded();
  const { main } = await import('../dist/cli/main.js');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
