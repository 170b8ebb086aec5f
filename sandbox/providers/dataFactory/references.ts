import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { sameId } from "../../resourceId";
import { textOf } from "../fields";

/** Where what a reference of a type names lies below its factory. */
const folders: Readonly<Record<string, string>> = {
  LinkedServiceReference: "linkedServices",
  DatasetReference: "datasets",
  PipelineReference: "pipelines",
  IntegrationRuntimeReference: "integrationRuntimes",
  CredentialReference: "credentials",
  TriggerReference: "triggers",
  ManagedVirtualNetworkReference: "managedVirtualNetworks",
};

interface Reference {
  readonly name: string;
  readonly id: string;
}

/** The id of the factory that a part belongs to. */
export function factoryOf(id: string): string {
  return /^.*\/factories\/[^/]+/iu.exec(id)?.[0] ?? "";
}

/** Every `{ "referenceName": ..., "type": "...Reference" }` in a document; expressions name nothing. */
function referencesIn(factory: string, value: unknown): readonly Reference[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => referencesIn(factory, each));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const { referenceName, type } = value as Record<string, unknown>;
  const folder = folders[String(type)];
  const name = textOf(referenceName);
  const own = folder && name ? [{ name, id: `${factory}/${folder}/${name}` }] : [];
  return [...own, ...Object.values(value).flatMap((each) => referencesIn(factory, each))];
}

/** Throws for a document that names what is not in its factory. */
export function checkReferences(
  id: string,
  document: unknown,
  { store }: Pick<ProviderContext, "store">,
): void {
  for (const reference of referencesIn(factoryOf(id), document)) {
    if (!store.has(reference.id) && !sameId(reference.id, id)) {
      const message = `The document creation or update failed because of invalid reference '${reference.name}'.`;
      throw new ArmFault(400, "BadRequest", message, { target: id });
    }
  }
}

/** Throws when another document of the factory names the record. */
export function refuseWhenReferenced(
  record: ResourceRecord,
  { store }: Pick<ProviderContext, "store">,
): void {
  const factory = factoryOf(record.id);
  const user = store
    .list({ under: factory })
    .filter(({ id, type }) => !sameId(id, record.id) && !/\/pipelineruns$/iu.test(type))
    .find(({ properties }) =>
      referencesIn(factory, properties).some(({ id }) => sameId(id, record.id)),
    );
  if (user) {
    const message = `The document cannot be deleted since it is referenced by ${user.name}.`;
    throw new ArmFault(400, "BadRequest", message, { target: record.id });
  }
}
