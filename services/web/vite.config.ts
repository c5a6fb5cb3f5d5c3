import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  // Nothing may be inlined as data: or script text, so that the strict content security policy holds.
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["chrome100", "firefox102", "safari15.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  css: { transformer: "lightningcss" },
  server: { proxy: { "/v1": process.env["GATEWAY_URL"] ?? "http://127.0.0.1:8080" } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
