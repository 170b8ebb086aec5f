type Fields = Readonly<Record<string, unknown>>;

/** What it must have to stay, by path in its body: another run may have made it anew meanwhile. */
export type WantedValues = Readonly<Record<string, unknown>>;

/** One request that a step may send; bodies are the step's own. */
export interface StepCall {
  readonly method: "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly apiVersion: string;
}

interface StepBase {
  /** Stable and unique over all environments: what a person confirmed by it is still meant by it later. */
  readonly id: string;
  readonly phase: "before" | "after";
  /** Full ARM id of what it acts on. */
  readonly resourceId: string;
  readonly resourceGroup: string;
  readonly change: "create" | "modify" | "delete";
  /** Name of what it acts on. */
  readonly name: string;
  /** For people, without the name: `Replace compute cluster`. */
  readonly title: string;
  readonly detail: string;
  readonly calls: readonly StepCall[];
  /** Sentence: what is lost for good. Such a step runs only when it was confirmed by its id. */
  readonly loses?: string;
  /** Sentence: how to go back. */
  readonly undo?: string;
}

/** What each kind of step needs besides: nothing that Azure can be asked for when it runs. */
interface StepInputs {
  readonly registerProvider: { readonly namespace: string };
  readonly recoverVault: {
    /** Body of the PUT that recovers. */
    readonly body: Fields;
    /** Body of the resource group's PUT, where the group is gone too. */
    readonly group?: Fields;
  };
  readonly deleteComputeCluster: { readonly wanted: WantedValues };
  readonly deleteComputeInstance: { readonly wanted: WantedValues };
  readonly upgradeKubernetes: { readonly version: string };
  readonly addNodePool: { readonly body: Fields };
  readonly drainAndDeleteNodePool: {
    /** Id of the pool that takes over: the old one goes only when this one is ready. */
    readonly successorId: string;
  };
  readonly createNamespace: { readonly namespace: string };
  readonly approvePrivateEndpoint: {
    /** Id of the Data Factory's managed private endpoint; `resourceId` is the service behind it. */
    readonly endpointId: string;
  };
}

export type StepKind = keyof StepInputs;
export type StepOf<K extends StepKind> = StepBase & { readonly kind: K } & StepInputs[K];

/** Work that a deployment cannot do, as data: the same for review, what-if and the run. */
export type PlannedStep = { [K in StepKind]: StepOf<K> }[StepKind];
