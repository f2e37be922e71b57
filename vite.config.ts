import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { STYLE_NONCE } from "./contract/console-routes.ts";

export default defineConfig({
  root: "console",
  plugins: [react()],
  html: { cspNonce: STYLE_NONCE },
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    manifest: true,
    // What stands in a data: URL would need a looser policy than 'self'.
    assetsInlineLimit: 0,
    // One sheet from the start: a page looks the same whatever was visited before, and none is unstyled when the network is lost.
    cssCodeSplit: false,
    target: "es2022",
    // What a first load may weigh is held by a test, compressed and over all of its files.
    chunkSizeWarningLimit: 1_000,
  },
});
