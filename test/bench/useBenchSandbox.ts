import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { AzureSession } from "../../src/azure/AzureSession";
import { loadSubscriptions } from "../../src/azure/subscriptions";
import { connect } from "../integration/provisioning/factory";
import { startBenchSandbox, type BenchSandbox } from "./benchSandbox";

interface Started {
  readonly sandbox: BenchSandbox;
  readonly session: AzureSession;
  readonly subscriptions: readonly string[];
}

/** A sandbox for the tests of a suite, with the product's connection to it. */
export function useBenchSandbox(seed: string): () => Started {
  let folder = "";
  let started: Started | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "esml-bench-"));
    const sandbox = await startBenchSandbox(seed, folder);
    const session = await connect(sandbox);
    const subscriptions = (await loadSubscriptions(session)).map(({ id }) => id);
    started = { sandbox, session, subscriptions };
  });
  afterAll(async () => {
    started?.session.close();
    await started?.sandbox.stop();
    await rm(folder, { recursive: true });
  });
  return () => {
    if (!started) throw new Error("The sandbox has not started.");
    return started;
  };
}
