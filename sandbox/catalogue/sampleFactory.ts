import type { ProviderContext } from "../provider";
import type { SampleEnvironment } from "./factory/sampleNames";
import { seedCommon } from "./factory/seedCommon";
import { seedProject } from "./factory/seedProject";
import { seedStates } from "./factory/seedStates";

const devSizes = {
  aksNodeSku: "Standard_B4ms",
  aksNodeCount: 1,
  clusterSku: "Standard_DS3_v2",
  clusterMaxNodes: 3,
} as const;

const stageAndProdSizes = {
  aksNodeSku: "Standard_DS13-2_v2",
  aksNodeCount: 3,
  clusterSku: "Standard_D13_v2",
  clusterMaxNodes: 5,
} as const;

/**
 * Fills a new sandbox with a factory: the common level in three subscriptions, project 001 in Dev, Stage and
 * Prod, project 002 in Dev only, in states that differ. `context.put` must wait for long operations.
 */
export async function seedSampleFactory(context: ProviderContext): Promise<void> {
  const [first = "", second = "", third = ""] = context.catalogue.subscriptions.map(
    ({ subscriptionId }) => subscriptionId,
  );
  const environment = (
    subscriptionId: string,
    env: SampleEnvironment["env"],
    salt: string,
    commonRange: number,
  ): SampleEnvironment => ({
    subscriptionId,
    env,
    salt,
    identitySalt: `${salt}${commonRange}x4d`,
    commonRange,
  });
  const dev = environment(first, "dev", "q3k7m", 61);
  const stage = environment(second, "test", "t5wna", 62);
  const prod = environment(third, "prod", "h2vxe", 63);
  for (const each of [dev, stage, prod]) {
    await seedCommon(each, context);
  }
  const one = { number: "001", instances: 0, ...stageAndProdSizes };
  await seedProject(
    { environment: dev, number: "001", range: 62, instances: 2, ...devSizes },
    context,
  );
  await seedProject({ environment: stage, range: 63, ...one }, context);
  await seedProject({ environment: prod, range: 64, ...one }, context);
  await seedProject(
    { environment: dev, number: "002", range: 64, instances: 1, ...devSizes },
    context,
  );
  await seedStates({ dev, stage }, context);
}
