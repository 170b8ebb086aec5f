import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "../../sandbox/seededRandom";
import { apiVersions } from "../../src/azure/apiVersions";
import { mixedKinds, type MixedKind } from "./mixedKinds";
import { call, type Callee, type RawAnswer, type RawRequest } from "./sandbox";

export interface MixedClientOptions {
  readonly callee: Callee;
  readonly subscriptionId: string;
  /** Own number: no two clients write to the same resources. */
  readonly client: number;
  readonly seed: number;
  /** Ids of resources that are there and stay, to be read. */
  readonly readable: readonly string[];
  /** Told of every answer. */
  readonly onAnswer: (request: RawRequest, answer: RawAnswer) => void;
}

interface Made {
  readonly id: string;
  readonly kind: MixedKind;
}

const own = apiVersions["microsoft.resources"];
const location = "westeurope";
/** Code with which a test declares the faults that the mix gets over. */
const declaredFault = "DeclaredFault";
const terminal = new Set(["Succeeded", "Failed", "Canceled"]);
/** A long operation that has not ended by then does not end. */
const maximumPolls = 200;

/** One client that reads and writes at random, and knows what has to be there in the end. */
export class MixedClient {
  readonly group: string;
  private readonly made = new Map<string, Made>();
  private readonly random: () => number;
  private turn = 0;
  private hasGroup = false;

  constructor(private readonly options: MixedClientOptions) {
    const { subscriptionId, client, seed } = options;
    this.group = `/subscriptions/${subscriptionId}/resourceGroups/mixed-${client}`;
    this.random = seededRandom(seed * 1000 + client);
  }

  /** Ids of what this client has made and not deleted, lower case. */
  get expected(): readonly string[] {
    return [...this.made.keys()].sort();
  }

  /** Does one thing, with all the requests that it takes. */
  async act(): Promise<void> {
    this.turn += 1;
    if (!this.hasGroup) {
      await this.putGroup();
      return;
    }
    const draw = this.random();
    const one = this.pick([...this.made.values()]);
    if (draw < 0.28) {
      await this.put();
    } else if (draw < 0.35) {
      await this.deploy();
    } else if (draw < 0.47 && one) {
      await this.patch(one);
    } else if (draw < 0.57 && one) {
      await this.remove(one);
    } else if (draw < 0.58) {
      await this.removeGroup();
    } else if (draw < 0.68) {
      await this.query();
    } else {
      await this.read(one);
    }
  }

  /** Everything of the own group, over all pages of the list. */
  async listed(): Promise<readonly string[]> {
    if (!this.hasGroup) return [];
    const ids: string[] = [];
    let path: string | undefined = `${this.group}/resources?api-version=${own}`;
    while (path !== undefined) {
      const { body } = await this.send({ method: "GET", path });
      const { value, nextLink } = body as { value: { id: string }[]; nextLink?: string };
      ids.push(...value.map(({ id }) => id.toLowerCase()));
      path = nextLink?.slice(this.options.callee.endpoint.length);
    }
    return ids.sort();
  }

  private pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.random() * items.length)];
  }

  private async send(request: RawRequest): Promise<RawAnswer> {
    const answer = await call(this.options.callee, request);
    this.options.onAnswer(request, answer);
    // A declared fault is tried again, as every client of Azure does.
    return isDeclaredFault(answer) ? this.send(request) : answer;
  }

  /** Sends, and waits for the long operation that the answer leads to. */
  private async complete(request: RawRequest): Promise<RawAnswer> {
    const answer = await this.send(request);
    const { endpoint } = this.options.callee;
    const address = answer.headers["azure-asyncoperation"] ?? answer.headers["location"];
    if (typeof address !== "string") return answer;
    const path = address.slice(endpoint.length);
    for (let poll = 0; poll < maximumPolls; poll += 1) {
      const { status, body, headers } = await this.send({ method: "GET", path });
      const state = (body as { status?: unknown } | undefined)?.status;
      if (status !== 202 && (typeof state !== "string" || terminal.has(state))) return answer;
      await delay(Number(headers["retry-after"] ?? 0) * 1000);
    }
    throw new Error(`${request.method} ${request.path} does not end.`);
  }

  private async putGroup(): Promise<void> {
    const path = `${this.group}?api-version=${own}`;
    await this.send({ method: "PUT", path, body: { location, tags: { turn: `${this.turn}` } } });
    this.hasGroup = true;
  }

  private async removeGroup(): Promise<void> {
    await this.complete({ method: "DELETE", path: `${this.group}?api-version=${own}` });
    this.hasGroup = false;
    this.made.clear();
  }

  private next(): Made | undefined {
    const kind = this.pick(mixedKinds);
    const name = kind?.name(this.options.client, this.turn);
    return kind && { id: `${this.group}/providers/${kind.type}/${name}`, kind };
  }

  private note(made: Made): void {
    this.made.set(made.id.toLowerCase(), made);
  }

  private async put(): Promise<void> {
    const made = this.random() < 0.2 ? this.pick([...this.made.values()]) : this.next();
    if (!made) return;
    const { id, kind } = made;
    const path = `${id}?api-version=${kind.apiVersion}`;
    await this.complete({ method: "PUT", path, body: kind.body });
    this.note(made);
  }

  private async deploy(): Promise<void> {
    const made = this.next();
    if (!made) return;
    const { id, kind } = made;
    const resource = { ...kind.body, type: kind.type, apiVersion: kind.apiVersion };
    const template = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [{ ...resource, name: id.slice(id.lastIndexOf("/") + 1) }],
    };
    const name = `${this.group}/providers/Microsoft.Resources/deployments/mixed`;
    const path = `${name}?api-version=${own}`;
    const body = { properties: { mode: "Incremental", template } };
    await this.complete({ method: "PUT", path, body });
    const { body: deployment } = await this.send({ method: "GET", path });
    const { provisioningState } = (deployment as { properties: { provisioningState: string } })
      .properties;
    const text = JSON.stringify(deployment);
    if (provisioningState === "Succeeded") {
      this.note(made);
    } else if (!text.includes(declaredFault)) {
      throw new Error(text);
    }
  }

  private async patch({ id, kind }: Made): Promise<void> {
    const path = `${id}?api-version=${kind.apiVersion}`;
    const body = { tags: { turn: `${this.turn}` } };
    await this.complete({ method: "PATCH", path, body });
  }

  private async remove({ id, kind }: Made): Promise<void> {
    await this.complete({ method: "DELETE", path: `${id}?api-version=${kind.apiVersion}` });
    this.made.delete(id.toLowerCase());
  }

  private async query(): Promise<void> {
    const path = `/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersions["microsoft.resourcegraph"]}`;
    const query =
      "resources | where type in~ ('Microsoft.DataFactory/factories') | project id, name, properties | order by id asc";
    await this.send({ method: "POST", path, body: { query, options: { $top: 100 } } });
  }

  private async read(one: Made | undefined): Promise<void> {
    const { subscriptionId, readable } = this.options;
    const paths = [
      `/subscriptions/${subscriptionId}/resourceGroups?api-version=${own}`,
      `${this.group}/resources?api-version=${own}`,
      `${this.group}/providers/Microsoft.Network/virtualNetworks?api-version=${apiVersions["microsoft.network"]}`,
      `${this.group}/providers/Microsoft.Network/virtualNetworks/none?api-version=${apiVersions["microsoft.network"]}`,
      ...(one ? [`${one.id}?api-version=${one.kind.apiVersion}`] : []),
      ...[this.pick(readable)].filter((path) => path !== undefined),
    ];
    await this.send({ method: "GET", path: this.pick(paths) ?? "/" });
  }
}

export function isDeclaredFault({ body }: RawAnswer): boolean {
  return (body as { error?: { code?: unknown } } | undefined)?.error?.code === declaredFault;
}
