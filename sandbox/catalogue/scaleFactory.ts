import type { ProviderContext } from "../provider";
import { sampleEnvironments } from "./factory/sampleEnvironments";
import { projectNames, type SampleEnvironment } from "./factory/sampleNames";
import { devSizes, stageAndProdSizes } from "./factory/sampleSizes";
import { seedCommon } from "./factory/seedCommon";
import { seedProject } from "./factory/seedProject";

export const largestScale = 500;

/** Behind the ranges that the common subnets of the environments take. */
const firstRange = 64;
const rangesPerProject = 2;

/**
 * A factory with many projects, 001 and on, each in Dev, Stage and Prod. They have no private endpoints, which
 * leaves 12 resources of each in each environment. Of the Kubernetes clusters only those of project 001 run:
 * the others would take more vCPUs than the quota has.
 */
export function scaleFactory(projects: number): (context: ProviderContext) => Promise<void> {
  return async (context) => {
    // 172.16.0.0/12 has room for every project that a number of three digits can name.
    const environments = sampleEnvironments(context, "172.16.0.0/12");
    for (const environment of Object.values(environments)) {
      await seedCommon(environment, context);
      for (let index = 0; index < projects; index += 1) {
        await seedScaleProject(environment, index, context);
      }
    }
  };
}

async function seedScaleProject(
  environment: SampleEnvironment,
  index: number,
  context: ProviderContext,
): Promise<void> {
  const number = String(index + 1).padStart(3, "0");
  await seedProject(
    {
      environment,
      number,
      range: firstRange + rangesPerProject * index,
      access: "publicWithPerimeter",
      instances: 0,
      ...(environment.env === "dev" ? devSizes : stageAndProdSizes),
    },
    context,
  );
  const cluster = context.store.get(projectNames(environment, number).aks);
  if (cluster && index > 0) {
    cluster.properties["powerState"] = { code: "Stopped" };
    context.store.put(cluster);
  }
}
