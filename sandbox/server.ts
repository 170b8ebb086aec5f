import { sampleCatalogue } from "./catalogue/sampleCatalogue";
import { seedSampleFactory } from "./catalogue/sampleFactory";
import { allProviders } from "./providers/allProviders";
import { recordVariable } from "./recording";
import { serve, type Sandbox, type ServeOptions } from "./serve";

export type { Sandbox } from "./serve";

/** Options of a sandbox with all providers and the sample catalogue, unless others are given. */
export interface SandboxOptions extends Partial<Omit<ServeOptions, "seed">> {
  readonly seed?: "sample" | "none";
}

/** Starts a sandbox. Throws `FolderInUse` when another process has the state folder. */
export function startSandbox({
  seed = "sample",
  ...options
}: SandboxOptions = {}): Promise<Sandbox> {
  return serve({
    providers: allProviders,
    catalogue: sampleCatalogue,
    recordFolder: process.env[recordVariable],
    ...(seed === "sample" && { seed: seedSampleFactory }),
    ...options,
  });
}
