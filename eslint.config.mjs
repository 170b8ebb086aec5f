import eslint from "@eslint/js";
import comments from "@eslint-community/eslint-plugin-eslint-comments/configs";
import prettier from "eslint-config-prettier";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Calls that occur in one file only, so that every use goes through what that file adds. */
const onePlaceOnly = {
  registerCommand: "src/commands/registerCommands.ts",
  getConfiguration: "src/host/settings.ts",
  showErrorMessage: "src/commands/showFailure.ts",
};

const restricted = (exceptIn) => [
  "error",
  ...Object.entries(onePlaceOnly)
    .filter(([, file]) => file !== exceptIn)
    .map(([name, file]) => ({
      selector: `MemberExpression[property.name='${name}']`,
      message: `Only ${file} calls ${name}.`,
    })),
];

export default defineConfig(
  globalIgnores([
    "dist/",
    "out/",
    "coverage/",
    "test-results/",
    ".vscode-test/",
    "templates/",
    "**/*.{js,cjs,mjs}",
  ]),
  {
    files: ["**/*.{ts,mts}"],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      comments.recommended,
      prettier,
    ],
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.json", "webview/tsconfig.json", "test/ui/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@eslint-community/eslint-comments/require-description": "error",
      "@eslint-community/eslint-comments/disable-enable-pair": ["error", { allowWholeFile: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Brackets say that the key may be absent.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "no-restricted-syntax": restricted(),
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60 }],
      "@typescript-eslint/max-params": ["error", { max: 4 }],
    },
  },
  ...Object.values(onePlaceOnly).map((file) => ({
    files: [file],
    rules: { "no-restricted-syntax": restricted(file) },
  })),
  {
    // A suite is one long function, and tests look at what the product may not touch.
    files: ["test/**/*.{ts,mts}"],
    rules: {
      "max-lines-per-function": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
);
