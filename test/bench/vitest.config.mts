import { defineConfig } from "vitest/config";

/** One file after the other: what is measured must have the machine for itself. */
export default defineConfig({
  test: {
    include: ["test/bench/**/*.test.ts"],
    fileParallelism: false,
    pool: "forks",
    execArgv: ["--expose-gc"],
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
