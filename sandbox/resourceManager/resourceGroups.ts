import { invalidContent, resourceGroupNotFound, type ArmErrorBody } from "../armErrors";
import type { Kinds } from "../kinds";
import { normalLocation } from "../locations";
import { isObject, mergePatch } from "../mergeForPatch";
import type { Complete, Operation, Operations } from "../operations";
import { refuseWhileDeleting, requireScope } from "../parents";
import type { Policies } from "../policy/Policies";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../provider";
import { scopeIds } from "../resourceId";
import { createdBy } from "../systemData";

export const groupType = "Microsoft.Resources/resourceGroups";
const validName = /^[-\w.()]{0,89}[-\w()]$/u;
const deleteDurationMs = 60_000;

/** Resource groups: created at once, deleted with all they hold. */
export class ResourceGroups {
  constructor(
    private readonly kinds: Kinds,
    private readonly operations: Operations,
    private readonly context: ProviderContext,
    private readonly policies: Policies,
  ) {}

  require(id: string): ResourceRecord {
    requireScope(this.context.store, id);
    const record = this.context.store.get(id);
    if (!record) {
      throw resourceGroupNotFound(scopeIds(id).resourceGroup ?? id);
    }
    return record;
  }

  put(id: string, body: Record<string, unknown>): { record: ResourceRecord; created: boolean } {
    const { subscriptionId = "", resourceGroup = "" } = scopeIds(id);
    requireScope(this.context.store, `/subscriptions/${subscriptionId}`);
    if (!validName.test(resourceGroup)) {
      throw new ArmFault(
        400,
        "InvalidParameter",
        `The provided resource group name '${resourceGroup}' has these invalid characters or length: it takes 1 to 90 letters, digits, '-', '_', '.', '(' and ')' and no '.' at the end.`,
      );
    }
    const existing = this.context.store.get(id);
    const location = this.checkLocation(resourceGroup, body.location, existing);
    refuseWhileDeleting(this.context.store, id);
    this.enforcePolicies(id, body);
    const { managedBy } = body;
    const record: ResourceRecord = {
      id: existing?.id ?? `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`,
      type: groupType,
      name: existing?.name ?? resourceGroup,
      location,
      tags: readTags(body.tags),
      systemData: existing?.systemData ?? createdBy(this.context),
      properties: { provisioningState: "Succeeded" },
      ...(typeof managedBy === "string" && { internal: { managedBy } }),
    };
    this.context.store.put(record);
    return { record, created: !existing };
  }

  patch(id: string, body: Record<string, unknown>): ResourceRecord {
    const record = this.require(id);
    refuseWhileDeleting(this.context.store, id);
    if ("tags" in body) {
      record.tags = readTags(mergePatch({}, body.tags));
    }
    this.enforcePolicies(id, { location: record.location, tags: record.tags });
    this.context.store.put(record);
    return record;
  }

  delete(id: string, failure: ArmErrorBody | undefined): Operation {
    const record = this.require(id);
    record.properties.provisioningState = "Deleting";
    this.context.store.put(record);
    const request = { method: "DELETE" as const, resourceId: record.id, apiVersion: "", body: {} };
    return this.operations.start({
      id: this.context.newGuid(),
      request: { ...request, ...(failure && { failure }) },
      location: record.location ?? "global",
      durationMs: deleteDurationMs,
      complete: this.completeDelete(record.id, failure),
    });
  }

  /** Deletes what the group holds in whatever order its providers allow, then the group. */
  completeDelete(id: string, failure: ArmErrorBody | undefined): Complete {
    return async () => {
      const blocked = failure ?? (await this.empty(id));
      const record = this.context.store.get(id);
      if (blocked && record) {
        record.properties.provisioningState = "Succeeded";
        this.context.store.put(record);
        return blocked;
      }
      this.context.store.delete(id);
      return undefined;
    };
  }

  private async empty(id: string): Promise<ArmErrorBody | undefined> {
    for (;;) {
      const left = this.context.store
        .list({ under: id })
        .filter(({ type }) => type.split("/").length === 2 && this.kinds.get(type));
      const refusals: ArmFault[] = [];
      for (const stored of left) {
        try {
          const record = this.context.store.get(stored.id);
          if (record) {
            await this.kinds.get(record.type)?.beforeDelete?.(record, this.context);
            this.context.store.delete(record.id);
          }
        } catch (error) {
          if (!(error instanceof ArmFault)) {
            throw error;
          }
          refusals.push(error);
        }
      }
      if (refusals.length === 0 || refusals.length === left.length) {
        return refusals.length === 0 ? undefined : deletionBlocked(refusals);
      }
    }
  }

  /** Azure Policy knows groups by a longer type than templates do. */
  private enforcePolicies(id: string, body: Record<string, unknown>): void {
    const type = "Microsoft.Resources/subscriptions/resourceGroups";
    this.policies.enforce({ id, type, isIndexed: false, body });
  }

  private checkLocation(
    name: string,
    location: unknown,
    existing: ResourceRecord | undefined,
  ): string {
    if (typeof location !== "string" || location === "") {
      const message = "The location property is required for this definition.";
      throw new ArmFault(400, "LocationRequired", message);
    }
    const wanted = normalLocation(location);
    if (existing?.location && normalLocation(existing.location) !== wanted) {
      const message = `Invalid resource group location '${location}'. The Resource group already exists in location '${existing.location}'.`;
      throw new ArmFault(409, "InvalidResourceGroupLocation", message);
    }
    const known = this.context.catalogue.locations.map((offered) => offered.name);
    if (!known.includes(wanted)) {
      const message = `The provided location '${location}' is not available for resource group '${name}'. List of available regions is '${known.join(",")}'.`;
      throw new ArmFault(400, "LocationNotAvailableForResourceGroup", message);
    }
    return wanted;
  }
}

function deletionBlocked(refusals: readonly ArmFault[]): ArmErrorBody {
  const details = refusals.map(({ code, message }) => ({ code, message }));
  const message = "Deletion of the resource group failed as resources in it could not be deleted.";
  return { code: "ResourceGroupDeletionBlocked", message, details };
}

function readTags(tags: unknown): Record<string, string> {
  if (tags === undefined || tags === null) {
    return {};
  }
  if (!isObject(tags) || Object.values(tags).some((value) => typeof value !== "string")) {
    throw invalidContent("The tags are invalid: an object of texts was expected.");
  }
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}
