import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { sameId } from "../../../resourceId";
import { peeringType, subnetType } from "../networkTypes";
import { isUnderWay } from "../references";

interface Change {
  readonly vnet: ResourceRecord;
  /** Of what is written: the network itself or one of its parts. */
  readonly id: string;
  /** As the request found it. */
  readonly existing: ResourceRecord | undefined;
}

/** One change of a network and its parts at a time: Azure answers 429, to be tried again. */
export function refuseParallel(
  { vnet, id, existing }: Change,
  { store }: Pick<ProviderContext, "store">,
): void {
  const parts = [subnetType, peeringType].flatMap((type) => store.list({ type, parent: vnet.id }));
  const others = [vnet, ...parts].filter((other) => !sameId(other.id, id));
  const busy = [...others, existing].find(isUnderWay);
  if (busy) {
    const message = `Another operation on this or dependent resource is in progress. The resource '${busy.id}' is being changed.`;
    throw new ArmFault(429, "AnotherOperationInProgress", message, { retryAfterSeconds: 10 });
  }
}
