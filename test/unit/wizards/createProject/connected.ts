import type { ConnectionInfo } from "../../../../src/wizards/contracts/createProject";

/** A connection to the sandbox with one subscription for each environment. */
export const connected: ConnectionInfo = {
  cloud: "sandbox",
  simulated: true,
  account: { username: "you@acme.example", objectId: "11111111-1111-4111-8111-111111111111" },
  tenant: { id: "22222222-2222-4222-8222-222222222222", name: "Acme" },
  subscriptions: [
    { id: "aaaaaaaa-0000-4000-8000-000000000003", name: "acme-ai-prod", rights: "unknown" },
    { id: "aaaaaaaa-0000-4000-8000-000000000001", name: "acme-ai-dev", rights: "unknown" },
    { id: "aaaaaaaa-0000-4000-8000-000000000002", name: "acme-ai-stage", rights: "unknown" },
  ],
};
