/** Builds the console into dist/web/console; the server replaces the nonce placeholder in every response. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web/console',
    emptyOutDir: true,
    // Nothing may turn into a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      // protocol/ declares schemas for the server at module level; what the console does not use is left out.
      onwarn: (warning, warn) => {
        // Mantine marks its modules for server components, which a browser bundle has no use for.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
      treeshake: { moduleSideEffects: (id) => !id.includes('/protocol/') },
    },
  },
});
