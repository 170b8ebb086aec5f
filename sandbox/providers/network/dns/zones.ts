import { ArmFault, type ProviderContext } from "../../../provider";
import { defineKind, plainView, styles } from "../../defineKind";
import { linkType, zoneType } from "../networkTypes";
import { recordType, recordTypes, zoneVersions } from "./dnsTypes";
import { addStartOfAuthority } from "./recordSets";

export const privateDnsZones = defineKind({
  type: zoneType,
  apiVersions: zoneVersions,
  style: styles.location,
  tracked: true,
  isGlobal: true,
  hasEtag: true,
  createMs: 20_000,
  updateMs: 3000,
  deleteMs: 10_000,
  name: {
    pattern: /^(?=.{1,253}$)[a-z0-9_]([\w-]*\w)?(\.[a-z0-9_]([\w-]*\w)?)+$/iu,
    code: "InvalidPrivateDnsZoneName",
    message: "A zone name has two or more labels of letters, digits and '-'.",
  },
  properties: () => ({
    maxNumberOfRecordSets: 25_000,
    maxNumberOfVirtualNetworkLinks: 1000,
    maxNumberOfVirtualNetworkLinksWithRegistration: 100,
  }),
  finish: ({ id }, context) => {
    addStartOfAuthority(id, context);
  },
  beforeDelete: ({ id, name }, { store }) => {
    const [link] = store.list({ type: linkType, parent: id });
    if (link) {
      const message = `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${zoneType}/${name}/virtualNetworkLinks/${link.name}'. Please delete all nested resources before deleting this resource.`;
      throw new ArmFault(409, "CannotDeleteResource", message);
    }
  },
  view: (record, { store }) => {
    const links = store.list({ type: linkType, parent: record.id });
    const withRegistration = links.filter(({ properties }) => properties["registrationEnabled"]);
    return {
      ...plainView(record),
      properties: {
        ...record.properties,
        numberOfRecordSets: countRecordSets(record.id, { store }),
        numberOfVirtualNetworkLinks: links.length,
        numberOfVirtualNetworkLinksWithRegistration: withRegistration.length,
      },
    };
  },
});

function countRecordSets(zoneId: string, { store }: Pick<ProviderContext, "store">): number {
  const counts = recordTypes.map(
    (name) => store.list({ type: recordType(name), parent: zoneId }).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
