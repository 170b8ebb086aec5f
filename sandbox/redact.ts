import { isObject } from "./mergeForPatch";

/** Names of fields that hold secrets, or objects and lists with secrets in them. */
const secretName =
  /(passwords?|secrets?|connectionstring|(account|access|shared|storage|instrumentation|primary|secondary)keys?|kubeconfigs?|keyvalue)$|^(access|refresh|sas)?token$/i;

/** Objects of which every value is a secret. */
const secretObject = /protectedsettings$/i;

/** In such an object or list, and beside `keyName`, `secretsType` or the type SecureString, the secret has a plain name. */
const plainName = /^(value|key|certificate)$/i;

const mask = "***";

/** A copy in which the values of fields that hold secrets are masked. */
export function redact(value: unknown): unknown {
  return copy(value, false);
}

/** The query with the signatures of shared access masked. */
export function redactQuery(query: URLSearchParams): string {
  const shown = [...query].map(([name, value]): [string, string] => [
    name,
    name === "sig" ? mask : value,
  ]);
  return new URLSearchParams(shown).toString();
}

function copy(value: unknown, isInside: boolean): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) =>
      typeof item === "string" && isInside ? mask : copy(item, isInside),
    );
  }
  if (!isObject(value)) {
    return value;
  }
  const isSecure = "type" in value && value.type === "SecureString";
  const isKept = isInside || isSecure || "keyName" in value || "secretsType" in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isSecret = secretName.test(name) || (isKept && plainName.test(name));
      if (secretObject.test(name) && isObject(inner)) {
        return [name, Object.fromEntries(Object.keys(inner).map((key) => [key, mask]))];
      }
      if (typeof inner === "string") {
        return [name, isSecret ? mask : withoutSignature(inner)];
      }
      return [name, copy(inner, isSecret || isKept)];
    }),
  );
}

/** An address with a shared access signature is as good as a key. */
function withoutSignature(text: string): string {
  return text.replace(/([?&]sig=)[^&\s]+/gi, `$1${mask}`);
}
