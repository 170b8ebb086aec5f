import { sampleCatalogue } from "./catalogue/sampleCatalogue";
import { seedSampleFactory } from "./catalogue/sampleFactory";
import { scaleFactory } from "./catalogue/scaleFactory";
import { allProviders } from "./providers/allProviders";
import { recordVariable } from "./recording";
import { serve, type Sandbox, type ServeOptions } from "./serve";

export type { Sandbox } from "./serve";

/** What a new sandbox starts with; `scale:N` is a factory with N projects in three environments. */
export type SeedName = "sample" | "none" | `scale:${number}`;

/** Options of a sandbox with all providers and the sample catalogue, unless others are given. */
export interface SandboxOptions extends Partial<Omit<ServeOptions, "seed">> {
  readonly seed?: SeedName;
}

/** Starts a sandbox. Throws `FolderInUse` when another process has the state folder. */
export function startSandbox({
  seed: name = "sample",
  ...options
}: SandboxOptions = {}): Promise<Sandbox> {
  const seed = seedOf(name);
  return serve({
    providers: allProviders,
    catalogue: sampleCatalogue,
    recordFolder: process.env[recordVariable],
    ...(seed && { seed }),
    ...options,
  });
}

function seedOf(name: SeedName): ServeOptions["seed"] {
  switch (name) {
    case "none":
      return undefined;
    case "sample":
      return seedSampleFactory;
    default:
      return scaleFactory(Number(name.slice("scale:".length)));
  }
}
