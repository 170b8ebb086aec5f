import type { Provider } from "../provider";
import { defineKind } from "./defineKind";

/** User-assigned identities: made at once, their principal never changes. */
export const managedIdentityProvider: Provider = {
  namespace: "Microsoft.ManagedIdentity",
  kinds: [
    defineKind({
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      apiVersions: ["2024-11-30"],
      style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
      tracked: true,
      isStateless: true,
      hasSystemData: true,
      name: {
        pattern: /^[A-Za-z0-9][\w-]{2,127}$/u,
        code: "InvalidIdentityName",
        message:
          "It takes 3 to 128 letters, digits, '-' and '_' and starts with a letter or digit.",
      },
      properties: ({ existing }, { newGuid, caller }) => ({
        tenantId: caller.tenantId,
        principalId: existing?.properties["principalId"] ?? newGuid(),
        clientId: existing?.properties["clientId"] ?? newGuid(),
      }),
    }),
  ],
};
