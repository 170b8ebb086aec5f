import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** Key and certificate of the sandbox, PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const dayMs = 86_400_000;
const lifetimeDays = 30;
const renewalDays = 2;

/** A self-signed certificate for 127.0.0.1 and localhost, valid for 30 days from an hour before `nowMs`. */
export async function createCertificate(nowMs: number): Promise<Certificate> {
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=ESML sandbox",
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(nowMs - 3_600_000),
    notAfter: new Date(nowMs + lifetimeDays * dayMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
      ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY"), cert: certificate.toString("pem") };
}

/** True when less than two days are left, or when the text is no certificate. */
export function needsRenewal(cert: string, nowMs: number): boolean {
  try {
    const { notAfter, notBefore } = new x509.X509Certificate(cert);
    return notAfter.getTime() - nowMs < renewalDays * dayMs || notBefore.getTime() > nowMs;
  } catch {
    return true;
  }
}
