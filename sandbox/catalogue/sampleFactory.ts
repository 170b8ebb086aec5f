import type { ProviderContext } from "../provider";
import { sampleEnvironments } from "./factory/sampleEnvironments";
import { devSizes, stageAndProdSizes } from "./factory/sampleSizes";
import { seedCommon } from "./factory/seedCommon";
import { seedProject } from "./factory/seedProject";
import { seedStates } from "./factory/seedStates";

/**
 * Fills a new sandbox with a factory: the common level in three subscriptions, project 001 in Dev, Stage and
 * Prod, project 002 in Dev only, in states that differ. `context.put` must wait for long operations.
 */
export async function seedSampleFactory(context: ProviderContext): Promise<void> {
  const { dev, stage, prod } = sampleEnvironments(context, "172.16.0.0/16");
  for (const each of [dev, stage, prod]) {
    await seedCommon(each, context);
  }
  const access = "private";
  const one = { number: "001", access, instances: 0, ...stageAndProdSizes } as const;
  const inDev = { environment: dev, access, ...devSizes } as const;
  await seedProject({ number: "001", range: 62, instances: 2, ...inDev }, context);
  await seedProject({ environment: stage, range: 63, ...one }, context);
  await seedProject({ environment: prod, range: 64, ...one }, context);
  await seedProject({ number: "002", range: 64, instances: 1, ...inDev }, context);
  await seedStates({ dev, stage }, context);
}
