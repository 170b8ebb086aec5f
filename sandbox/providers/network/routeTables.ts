import { ArmFault } from "../../provider";
import { defineKind, plainView } from "../defineKind";
import { fieldsOf, listOf, textOf } from "../fields";
import { subnetsWith } from "./referrers";
import { trackedKind } from "./trackedKind";

export const routeTables = defineKind({
  ...trackedKind,
  type: "Microsoft.Network/routeTables",
  createMs: 5000,
  properties: ({ given, existing, id }, context) => ({
    resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
    disableBgpRoutePropagation: given["disableBgpRoutePropagation"] ?? false,
    routes: listOf(given["routes"]).map((route) => {
      const name = textOf(route["name"]) ?? "";
      const properties = fieldsOf(route["properties"]);
      if (name === "" || textOf(properties["nextHopType"]) === undefined) {
        const message = `The route '${name}' of ${id} needs a name and a nextHopType.`;
        throw new ArmFault(400, "InvalidRequestFormat", message);
      }
      return {
        name,
        id: `${id}/routes/${name}`,
        type: "Microsoft.Network/routeTables/routes",
        properties: { ...properties, provisioningState: "Succeeded" },
      };
    }),
  }),
  beforeDelete: ({ id, name }, context) => {
    if (subnetsWith(id, context).length > 0) {
      const message = `Route table ${name} is in use and cannot be deleted.`;
      throw new ArmFault(400, "InUseRouteTableCannotBeDeleted", message);
    }
  },
  view: (record, context) => {
    const subnets = subnetsWith(record.id, context).map((id) => ({ id }));
    const properties = { ...record.properties, ...(subnets.length > 0 && { subnets }) };
    return { ...plainView(record), properties };
  },
});
