import { t } from "@vscode/l10n";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";
import { waitUntil } from "./waitUntil";

const type = "Microsoft.Resources/providers";

type Step = StepOf<"registerProvider">;

interface ProviderPlace {
  readonly environment: string;
  readonly subscriptionId: string;
  readonly namespace: string;
}

/** Registers a resource provider in the subscription; it stays registered. */
export function registerProviderStep(place: ProviderPlace): Step {
  const { environment, subscriptionId, namespace } = place;
  const id = `/subscriptions/${subscriptionId}/providers/${namespace}`;
  return {
    kind: "registerProvider",
    id: `${environment}/register-provider/${namespace.toLowerCase()}`,
    phase: "before",
    resourceId: id,
    resourceGroup: "",
    change: "create",
    name: namespace,
    title: t("Register resource provider"),
    detail: t("In the subscription; costs nothing"),
    calls: [callOf("POST", `${id}/register`, type)],
    undo: t("Unregister it in the subscription once nothing uses it."),
    namespace,
  };
}

async function stateOf(step: Step, context: StepContext): Promise<unknown> {
  const provider = await readAt(context, step.resourceId, type);
  return provider?.registrationState;
}

export const registerProvider: StepRunner<"registerProvider"> = {
  isDone: async (step, context) => (await stateOf(step, context)) === "Registered",
  run: async (step, context) => {
    const [call] = step.calls;
    if (call && (await stateOf(step, context)) !== "Registering") await sendCall(context, call);
    await waitUntil(context, async () =>
      (await stateOf(step, context)) === "Registered" ? true : undefined,
    );
  },
};
