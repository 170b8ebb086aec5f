import {
  ArmFault,
  type ActionResult,
  type ProviderContext,
  type ResourceKind,
  type ResourceRecord,
} from "../../provider";
import { fieldsOf, textOf } from "../fields";
import { poolsOf } from "./pools/poolRecords";
import { busyState } from "./refuseWhileBusy";
import { runCommand } from "./commands/runCommand";

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

type Power = "Running" | "Stopped";

/** Azure refuses what is there already, and everything while something else goes on. */
function refusePower(
  { properties }: ResourceRecord,
  wanted: Power,
  busy: string | undefined,
): void {
  const power = String(fieldsOf(properties["powerState"])["code"]);
  const verb = wanted === "Running" ? "starting" : "stopping";
  if (!busy && power !== wanted) {
    return;
  }
  const isStoppedTwice = !busy && wanted === "Stopped";
  const message = isStoppedTwice
    ? "managed cluster is not currently running, stopping cannot be performed"
    : `managed cluster is in Provisioning State(${busy ?? String(properties["provisioningState"])}) and Power State(${power}), ${verb} cannot be performed`;
  throw new ArmFault(busy ? 409 : 400, "OperationNotAllowed", message);
}

function setPower(record: ResourceRecord, wanted: Power, context: ProviderContext): ActionResult {
  const pools = poolsOf(record, context).map(busyState);
  refusePower(record, wanted, busyState(record) ?? pools.find((busy) => busy !== undefined));
  record.properties["provisioningState"] = wanted === "Running" ? "Starting" : "Stopping";
  const finish = (done: ResourceRecord): void => {
    done.properties["powerState"] = { code: wanted };
    done.properties["provisioningState"] = "Succeeded";
    for (const pool of poolsOf(done, context)) {
      context.store.put({
        ...pool,
        properties: { ...pool.properties, powerState: { code: wanted } },
      });
    }
  };
  return { status: 202, work: { durationMs: 150_000, finish } };
}

export const clusterActions: NonNullable<ResourceKind["actions"]> = {
  start: ({ record }, context) => setPower(record, "Running", context),
  stop: ({ record }, context) => setPower(record, "Stopped", context),
  runcommand: runCommand,
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
