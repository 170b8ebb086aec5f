import { ArmFault, type ErrorDetail } from "./provider";

export type ArmErrorBody = ErrorDetail;

export function errorBody(fault: ArmFault): ArmErrorBody {
  const { target, details, additionalInfo } = fault.options;
  return {
    code: fault.code,
    message: fault.message,
    ...(target && { target }),
    ...(details && { details }),
    ...(additionalInfo && { additionalInfo }),
  };
}

/** Turns anything thrown into what is answered; a bug of the simulator is a 500 that says so. */
export function toFault(error: unknown): ArmFault {
  if (error instanceof ArmFault) {
    return error;
  }
  if (isTooDeep(error)) {
    return invalidContent("The request content is invalid: what it holds is nested too deep.");
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new ArmFault(500, "SandboxInternalError", `The sandbox failed on this request: ${detail}`);
}

/** What follows the nesting of expressions has run out of stack. */
export function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** What Azure may well have and the sandbox has not: never a polite success. */
export function notImplemented(what: string): ArmFault {
  return new ArmFault(501, "SandboxNotImplemented", `The sandbox does not have this: ${what}.`);
}

export function subscriptionNotFound(subscriptionId: string): ArmFault {
  return new ArmFault(
    404,
    "SubscriptionNotFound",
    `The subscription '${subscriptionId}' could not be found.`,
  );
}

export function resourceGroupNotFound(name: string): ArmFault {
  return new ArmFault(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

export function resourceNotFound(type: string, name: string, resourceGroup?: string): ArmFault {
  const where = resourceGroup ? ` under resource group '${resourceGroup}'` : "";
  return new ArmFault(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}'${where} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export function parentNotFound(type: string, parentId: string): ArmFault {
  return new ArmFault(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${parentId}' could not be found.`,
  );
}

export function invalidContent(message: string): ArmFault {
  return new ArmFault(400, "InvalidRequestContent", message);
}
