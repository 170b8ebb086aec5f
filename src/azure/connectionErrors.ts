import { t } from "@vscode/l10n";
import { UserError } from "../shared/errors";

type Sentence = (host: string) => { readonly code: string; readonly message: string };

const untrusted: Sentence = (host) => ({
  code: "CertificateNotTrusted",
  message: t(
    "The certificate of {0} is not trusted. If it is the sandbox, connect again so that its current certificate is used; if a proxy inspects traffic, add its certificate authority to the system's.",
    host,
  ),
});

const lost: Sentence = (host) => ({
  code: "ConnectionLost",
  message: t("The connection to {0} was cut off. Check network and proxy, and try again.", host),
});

const slow: Sentence = (host) => ({
  code: "ConnectionTimedOut",
  message: t("{0} did not answer in time. Check network, VPN and proxy, and try again.", host),
});

const unknownHost: Sentence = (host) => ({
  code: "HostNotFound",
  message: t(
    "{0} cannot be found from this computer. Check network, VPN and name resolution.",
    host,
  ),
});

const unreachable: Sentence = (host) => ({
  code: "HostUnreachable",
  message: t("There is no network route to {0}. Check network and VPN.", host),
});

/** Node's error codes of a connection that never gave an answer. */
const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: (host) => ({
    code: "ConnectionRefused",
    message: t(
      "{0} refused the connection. If it is the sandbox, it has ended: start it again. Otherwise check network and proxy.",
      host,
    ),
  }),
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNRESET: lost,
  EPIPE: lost,
  EPROTO: lost,
  ETIMEDOUT: slow,
  ESOCKETTIMEDOUT: slow,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_HAS_EXPIRED: (host) => ({
    code: "CertificateExpired",
    message: t("The certificate of {0} has expired. Check the clock of this computer.", host),
  }),
  ERR_TLS_CERT_ALTNAME_INVALID: (host) => ({
    code: "CertificateWrongHost",
    message: t("The certificate that answered for {0} belongs to another host.", host),
  }),
};

const transientCodes = new Set([
  "ConnectionRefused",
  "ConnectionLost",
  "ConnectionTimedOut",
  "HostNotFound",
  "HostUnreachable",
]);

/** The sentence for a connection that failed with Node's `code`; undefined for any other code. */
export function connectionError(code: string, host: string, cause: unknown): UserError | undefined {
  const sentence = Object.hasOwn(sentences, code) ? sentences[code]?.(host) : undefined;
  return sentence && new UserError(sentence.code, sentence.message, { cause });
}

/** True for a failed connection that may well succeed a moment later. */
export function isTransientConnectionError(error: unknown): boolean {
  return error instanceof UserError && transientCodes.has(error.code);
}
