import { defineConfig } from "@playwright/test";
import type { ThemeOptions } from "./test/support/vscode/fixtures.mts";

export default defineConfig<object, ThemeOptions>({
  testDir: "test/ui",
  testMatch: "**/*.spec.mts",
  outputDir: "test-results/playwright",
  // One real workbench at a time: two at once make each other late.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  use: { actionTimeout: 15_000 },
  expect: { timeout: 20_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.ESML_UI_REPORT ?? "out/reports/ui.json" }],
  ],
  projects: [
    { name: "light", use: { theme: "light" } },
    { name: "dark", use: { theme: "dark" } },
    { name: "hc", use: { theme: "hc" }, grep: /@look/ },
  ],
});
