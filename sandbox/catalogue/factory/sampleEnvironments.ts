import type { ProviderContext } from "../../provider";
import type { SampleEnvironment } from "./sampleNames";

/** Where the factory's environments lie: one in each of the first three subscriptions. */
export function sampleEnvironments(
  { catalogue }: ProviderContext,
  addressSpace: string,
): Readonly<Record<"dev" | "stage" | "prod", SampleEnvironment>> {
  const environment = (
    subscription: number,
    env: SampleEnvironment["env"],
    salt: string,
    commonRange: number,
  ): SampleEnvironment => ({
    subscriptionId: catalogue.subscriptions[subscription]?.subscriptionId ?? "",
    env,
    salt,
    identitySalt: `${salt}${commonRange}x4d`,
    commonRange,
    addressSpace,
  });
  return {
    dev: environment(0, "dev", "q3k7m", 61),
    stage: environment(1, "test", "t5wna", 62),
    prod: environment(2, "prod", "h2vxe", 63),
  };
}
