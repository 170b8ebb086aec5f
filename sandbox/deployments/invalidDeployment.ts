import { errorBody } from "../armErrors";
import { ArmFault, type ErrorDetail } from "../provider";

/**
 * ARM's refusals of a deployment whose template is well formed: code and messages as captured from Azure in
 * public logs.
 */
function invalidDeployment(message: string, details?: readonly ErrorDetail[]): ArmFault {
  return new ArmFault(400, "InvalidTemplateDeployment", message, details ? { details } : {});
}

/** The caller may not write some of the resources. */
export function unauthorized(messages: readonly string[]): ArmFault {
  const all = messages.join(":");
  return invalidDeployment(
    messages.length === 1
      ? `The template deployment failed with error: '${all}'.`
      : `Deployment failed with multiple errors: '${all}'`,
  );
}

/** Policies deny some of the resources. */
export function deniedByPolicy(denials: readonly ArmFault[]): ArmFault {
  return invalidDeployment(
    "The template deployment failed because of policy violation. Please see details for more information.",
    denials.map(errorBody),
  );
}

/** Providers refuse some of the resources. */
export function refusedByProviders(
  name: string,
  trackingId: string,
  refusals: readonly ErrorDetail[],
): ArmFault {
  return invalidDeployment(
    `The template deployment '${name}' is not valid according to the validation procedure. The tracking id is '${trackingId}'. See inner errors for details.`,
    refusals,
  );
}

/** Namespaces that are not registered and that the caller may not register. */
export function unregistered(faults: readonly ArmFault[]): ArmFault {
  const details = faults.map(errorBody);
  const [first] = faults;
  return new ArmFault(409, "MissingSubscriptionRegistration", first?.message ?? "", { details });
}
