import { errorBody, notImplemented, toFault } from "../armErrors";
import type { CreateDataPlane, DataReply } from "./DataPlane";
import { firstSegment } from "./findDataPlane";

/**
 * Services that resources point at and that the sandbox does not have: `{origin}/{name}.{service}/...` answers a
 * loud 501. Their addresses must not lead out of the sandbox.
 */
export function notSimulated(...services: readonly string[]): CreateDataPlane {
  const host = new RegExp(`^[a-z0-9-]+\\.(${services.join("|")})$`, "iu");
  return () => ({
    name: services.join(", "),
    maximumBodyBytes: Infinity,
    claims: ({ rawPath }) => host.test(firstSegment(rawPath)),
    handle: ({ rawPath, method }) => {
      const service = host.exec(firstSegment(rawPath))?.[1] ?? "";
      throw notImplemented(`the data plane of the ${service} service (${method} ${rawPath})`);
    },
    refuse: (error): DataReply => {
      const fault = toFault(error);
      const body = JSON.stringify({ error: errorBody(fault) });
      return { status: fault.status, headers: { "Content-Type": "application/json" }, body };
    },
  });
}
