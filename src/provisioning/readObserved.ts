import { ArmError } from "../azure/ArmError";
import type { AzureSession } from "../azure/AzureSession";
import type { ObservedResource } from "./observed";

/**
 * A resource by GET, undefined when it is not there.
 * @throws ArmError for answers other than 404; the signal's reason when aborted.
 */
export async function readObserved(
  session: AzureSession,
  at: { readonly path: string; readonly apiVersion: string },
  signal?: AbortSignal,
): Promise<ObservedResource | undefined> {
  try {
    return await session.send<ObservedResource>({
      method: "GET",
      ...at,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof ArmError && error.status === 404) return undefined;
    throw error;
  }
}
