import type { Provider, ResourceKind } from "./provider";

/** All resource types the sandbox has, found by type in any case. */
export class Kinds {
  private readonly byType = new Map<string, ResourceKind>();
  private readonly namespaces = new Map<string, Provider>();

  constructor(providers: readonly Provider[]) {
    for (const provider of providers) {
      const key = provider.namespace.toLowerCase();
      const known = this.namespaces.get(key);
      this.namespaces.set(key, known ? merge(known, provider) : provider);
      for (const kind of provider.kinds) {
        this.byType.set(kind.type.toLowerCase(), kind);
      }
    }
  }

  get(type: string): ResourceKind | undefined {
    return this.byType.get(type.toLowerCase());
  }

  provider(namespace: string): Provider | undefined {
    return this.namespaces.get(namespace.toLowerCase());
  }

  providers(): readonly Provider[] {
    return [...this.namespaces.values()];
  }
}

function merge(a: Provider, b: Provider): Provider {
  return {
    namespace: a.namespace,
    kinds: [...a.kinds, ...b.kinds],
    routes: [...(a.routes ?? []), ...(b.routes ?? [])],
    polls: [...(a.polls ?? []), ...(b.polls ?? [])],
    dataPlanes: [...(a.dataPlanes ?? []), ...(b.dataPlanes ?? [])],
  };
}
