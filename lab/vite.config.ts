import { defineConfig } from "vite";
// @ts-expect-error: plain JavaScript, for Node alone
import { licences } from "./licences.js";

// The page is part of the package: `noroshi serve` hands it out, and it asks nobody else for anything.
export default defineConfig({
  base: "./",
  // What draws charts is one large part, loaded with the first chart.
  build: { outDir: "../src/noroshi/web/page", emptyOutDir: true, target: "es2022", modulePreload: false, chunkSizeWarningLimit: 1000 },
  plugins: [licences()],
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
