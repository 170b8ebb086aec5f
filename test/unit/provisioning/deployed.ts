import type { ObservedResource } from "../../../src/provisioning/observed";
import type { ArmTemplateResource, EnvironmentPlan } from "../../../src/provisioning/plan";

/** The resources of the nested templates. */
export function nestedResources(plan: EnvironmentPlan): readonly ArmTemplateResource[] {
  return plan.template.resources
    .filter((one) => one.type === "Microsoft.Resources/deployments")
    .flatMap((one) => {
      const properties = one["properties"] as { template: { resources: ArmTemplateResource[] } };
      return properties.template.resources;
    });
}

/** Bodies as a GET answers them once the plan has run. */
export function deployed(plan: EnvironmentPlan): Record<string, ObservedResource> {
  const byName = new Map(nestedResources(plan).map((one) => [`${one.type} ${one.name}`, one]));
  return Object.fromEntries(
    plan.resources.map((one) => {
      const name = one.id.split("/providers/").at(-1)?.split("/").slice(2);
      const full = (name ?? []).filter((_, index) => index % 2 === 0).join("/");
      const found = byName.get(`${one.type} ${full}`) ?? {};
      return [one.id.toLowerCase(), { id: one.id, name: one.name, ...found }];
    }),
  );
}
