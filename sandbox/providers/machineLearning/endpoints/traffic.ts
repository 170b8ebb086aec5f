import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { fieldsOf, numberOf, without, type Fields } from "../../fields";
import { userError } from "../refusals";

const mostMirrored = 50;

/** Live traffic goes to deployments that are there and adds up to 0 or 100 percent; the texts are ours. */
export function checkTraffic(id: string, endpoint: Fields, { store }: ProviderContext): void {
  const live = Object.entries(fieldsOf(endpoint["traffic"]));
  const mirrored = Object.entries(fieldsOf(endpoint["mirrorTraffic"]));
  const missing = [...live, ...mirrored].find(([name]) => !store.has(`${id}/deployments/${name}`));
  if (missing) {
    const message = `Traffic names the deployment '${missing[0]}', which the endpoint does not have.`;
    throw userError(message, "traffic");
  }
  const sum = live.reduce((total, [, share]) => total + (numberOf(share) ?? 0), 0);
  if (sum !== 0 && sum !== 100) {
    const message = `The traffic of an endpoint adds up to 0 or 100 percent, not ${sum}.`;
    throw userError(message, "traffic");
  }
  checkMirror(endpoint);
}

/** One deployment, which gets no live traffic, half of it at most, on managed endpoints: "Safe rollout" of the docs. */
function checkMirror({ compute, mirrorTraffic, traffic }: Fields): void {
  const mirrored = Object.entries(fieldsOf(mirrorTraffic)).filter(([, share]) => share !== 0);
  const [first] = mirrored;
  if (!first) {
    return;
  }
  const [name, share] = first;
  if (compute !== undefined) {
    throw userError("Endpoints on Kubernetes do not mirror traffic.", "mirrorTraffic");
  }
  if (mirrored.length > 1 || Number(share) > mostMirrored) {
    const message = `Traffic is mirrored to one deployment, ${mostMirrored} percent at most.`;
    throw userError(message, "mirrorTraffic");
  }
  if ((numberOf(fieldsOf(traffic)[name]) ?? 0) > 0) {
    const message = `The deployment '${name}' gets live traffic and cannot get mirrored traffic.`;
    throw userError(message, "mirrorTraffic");
  }
}

/** A deployment goes only when nothing is sent to it; then the endpoint forgets its share of 0. */
export function leaveTraffic(deployment: ResourceRecord, { store }: ProviderContext): void {
  const endpoint = store.get(parseResourceId(deployment.id)?.parentId ?? "");
  if (!endpoint) {
    return;
  }
  for (const field of ["traffic", "mirrorTraffic"]) {
    const shares = fieldsOf(endpoint.properties[field]);
    const share = numberOf(shares[deployment.name]) ?? 0;
    if (share > 0) {
      const message = `The deployment '${deployment.name}' gets ${share} percent of the ${field} and cannot be deleted.`;
      throw userError(message, deployment.name);
    }
    endpoint.properties[field] = without(shares, deployment.name);
  }
  store.put(endpoint);
}
