import {
  ArmFault,
  type ActionResult,
  type ResourceKind,
  type ResourceRecord,
} from "../../provider";
import { fieldsOf, textOf } from "../fields";

/** A kubeconfig without a usable secret: nothing listens at the address. */
function kubeconfig({ name, properties }: ResourceRecord, user: string): string {
  const host = textOf(properties["privateFQDN"]) ?? textOf(properties["fqdn"]) ?? "";
  return [
    "apiVersion: v1",
    "kind: Config",
    `clusters: [{ name: ${name}, cluster: { server: "https://${host}:443" } }]`,
    `users: [{ name: ${user}, user: { token: simulated } }]`,
    `contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${user} } }]`,
    `current-context: ${name}`,
    "",
  ].join("\n");
}

function credentials(record: ResourceRecord, name: string): ActionResult {
  const user = `${name}_${record.name}`;
  const value = Buffer.from(kubeconfig(record, user)).toString("base64");
  return { status: 200, body: { kubeconfigs: [{ name, value }] } };
}

function setPower(record: ResourceRecord, code: "Running" | "Stopped"): ActionResult {
  if (fieldsOf(record.properties["powerState"])["code"] === code) {
    return { status: 204 };
  }
  record.properties["provisioningState"] = code === "Running" ? "Starting" : "Stopping";
  const finish = (done: ResourceRecord): void => {
    done.properties["powerState"] = { code };
    done.properties["provisioningState"] = "Succeeded";
  };
  return { status: 202, work: { durationMs: 150_000, finish } };
}

export const clusterActions: NonNullable<ResourceKind["actions"]> = {
  start: ({ record }) => setPower(record, "Running"),
  stop: ({ record }) => setPower(record, "Stopped"),
  listclusterusercredential: ({ record }) => credentials(record, "clusterUser"),
  listclusteradmincredential: ({ record }) => {
    if (record.properties["disableLocalAccounts"] === true) {
      const message =
        "Getting static credential is not allowed because this cluster is set to disable local accounts.";
      throw new ArmFault(400, "BadRequest", message);
    }
    return credentials(record, "clusterAdmin");
  },
};
