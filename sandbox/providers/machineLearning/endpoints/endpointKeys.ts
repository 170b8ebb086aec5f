import { createHash } from "node:crypto";
import type {
  ActionRequest,
  ActionResult,
  ProviderContext,
  ResourceKind,
  ResourceRecord,
} from "../../../provider";
import { fieldsOf, numberOf, textOf, type Fields } from "../../fields";
import { filled, object, oneOf, readShape, text } from "../../shape";
import { invalidItem, userError } from "../refusals";
import { scoringToken } from "../scoring/scoringToken";

type Which = "primary" | "secondary";

const tokenSeconds = 3600;
const refreshSeconds = 600;
const regenerateShape = object({ keyType: oneOf("Primary", "Secondary"), keyValue: text }, [
  "keyType",
]);
const givenKey = object({ primaryKey: filled, secondaryKey: filled });

/** Own keys of a caller, kept for `listKeys`; without them keys are derived. */
export function initialKeys(given: unknown): Fields {
  const { primaryKey, secondaryKey } = readShape(givenKey, given ?? {}, "keys", invalidItem);
  return {
    ...(primaryKey !== undefined && { primary: { value: primaryKey } }),
    ...(secondaryKey !== undefined && { secondary: { value: secondaryKey } }),
  };
}

function keyOf({ id, internal }: ResourceRecord, which: Which): string {
  const { value, turn } = fieldsOf(fieldsOf(internal?.["keys"])[which]);
  const derived = `${id.toLowerCase()}#${which}#${numberOf(turn) ?? 0}`;
  return textOf(value) ?? createHash("sha256").update(derived).digest("base64url");
}

/** Keys and tokens are there for the endpoints that are called with them; the texts of these refusals are ours. */
function requireAuthMode(record: ResourceRecord, wanted: "Key" | "AMLToken"): void {
  const mode = String(record.properties["authMode"]);
  if (mode !== wanted) {
    const message = `The endpoint '${record.name}' is called with ${mode}, not with ${wanted}.`;
    throw userError(message, "authMode");
  }
}

function listKeys({ record }: ActionRequest): ActionResult {
  requireAuthMode(record, "Key");
  const body = { primaryKey: keyOf(record, "primary"), secondaryKey: keyOf(record, "secondary") };
  return { status: 200, body };
}

function regenerateKeys({ record, body }: ActionRequest): ActionResult {
  const { keyType, keyValue } = readShape(regenerateShape, body, "", invalidItem);
  requireAuthMode(record, "Key");
  const which: Which = keyType === "Primary" ? "primary" : "secondary";
  const finish = (done: ResourceRecord): void => {
    const keys = fieldsOf(done.internal?.["keys"]);
    const turn = (numberOf(fieldsOf(keys[which])["turn"]) ?? 0) + 1;
    const key = { turn, ...(keyValue !== undefined && { value: keyValue }) };
    done.internal = { ...done.internal, keys: { ...keys, [which]: key } };
  };
  return { status: 202, work: { durationMs: 10_000, finish } };
}

function token({ record }: ActionRequest, { clock }: ProviderContext): ActionResult {
  requireAuthMode(record, "AMLToken");
  const expiry = Math.floor(clock.now() / 1000) + tokenSeconds;
  return {
    status: 200,
    body: {
      accessToken: scoringToken(record, expiry),
      tokenType: "Bearer",
      expiryTimeUtc: expiry,
      refreshAfterTimeUtc: expiry - refreshSeconds,
    },
  };
}

export const onlineKeyActions: NonNullable<ResourceKind["actions"]> = {
  listkeys: listKeys,
  regeneratekeys: regenerateKeys,
  token,
};

export const batchKeyActions: NonNullable<ResourceKind["actions"]> = { listkeys: listKeys };
