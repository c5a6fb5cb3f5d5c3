/** Suffix = what a test needs: .test.ts nothing, .int.test.ts the real parts, .e2e.test.ts the whole platform. */
const base = {
  rootDir: __dirname,
  testEnvironment: "node",
  testEnvironmentOptions: { customExportConditions: ["source", "node", "node-addons"] },
  extensionsToTreatAsEsm: [],
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      {
        jsc: { target: "es2023", parser: { syntax: "typescript", tsx: true } },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  // Packages that are ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!(@platformatic|jose|uuid)/)"],
  modulePathIgnorePatterns: ["/dist/", "<rootDir>/build/", "<rootDir>/\\.tools/", "<rootDir>/\\.data/"],
};
const src = ["<rootDir>/services", "<rootDir>/scripts"];
module.exports = {
  testSequencer: "<rootDir>/scripts/testing/sequencer.mjs",
  projects: [
    {
      ...base,
      displayName: "unit",
      setupFiles: ["<rootDir>/scripts/testing/property-runs.ts"],
      roots: src,
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["\\.(int|e2e)\\.test\\.ts$", "/dist/"],
    },
    {
      ...base,
      displayName: "int",
      roots: src,
      testMatch: ["**/*.int.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/scripts/testing/int-limit.ts"],
      globalSetup: "<rootDir>/scripts/testing/int-setup.cjs",
      globalTeardown: "<rootDir>/scripts/testing/int-teardown.cjs",
    },
    {
      ...base,
      displayName: "e2e",
      roots: src,
      testMatch: ["**/*.e2e.test.ts"],
      globalSetup: "<rootDir>/scripts/testing/e2e-setup.cjs",
      globalTeardown: "<rootDir>/scripts/testing/e2e-teardown.cjs",
    },
  ],
};
