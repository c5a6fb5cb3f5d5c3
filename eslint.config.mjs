import tseslint from "typescript-eslint";

/** The layers: the domain and the use cases know no library, dependencies point inwards. */
const layers = [
  {
    files: ["services/*/src/{domain,app}/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(?!\\.{1,2}/|@kinerja/common/(kernel|errors)$|@jest/globals$|fast-check$)",
              message: "The domain and the use cases know no library: take what you need as an argument.",
            },
            { regex: "/adapters/", message: "Dependencies point inwards." },
          ],
        },
      ],
    },
  },
  {
    files: ["services/*/src/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-globals": ["error", "Date", "process", "fetch", "setTimeout"] },
  },
];

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/node_modules/",
      "build/",
      "proto/gen/",
      "coverage/",
      ".tools/",
      ".data/",
      "services/web/src/api/schema.d.ts",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allow: [{ name: "bigint", from: "lib" }] },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-floating-promises": "error",
      // Numeric enums of libraries (gRPC status, PostgreSQL type ids) are open numbers for us.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      complexity: ["error", 10],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "No default exports." },
        {
          selector: "ClassDeclaration[superClass]:not([superClass.name=/Error$/])",
          message: "Nothing is extended but Error.",
        },
      ],
    },
  },
  ...layers,
  {
    files: ["**/*.test.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // k6's types declare the shapes of its options as classes.
    files: ["scripts/k6/*.ts"],
    rules: { "@typescript-eslint/no-unsafe-class-instance-assignment": "off" },
  },
  {
    files: ["**/*.{mjs,cjs,js}", "services/web/vite.config.ts"],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, "no-restricted-syntax": "off" },
  },
);
