import { describe, expect, it } from "vitest";
import { redact, redactQuery } from "../../../sandbox/redact";

describe("redact", () => {
  it.each([
    [
      { primaryKey: "s", name: "n" },
      { primaryKey: "***", name: "n" },
    ],
    [
      { keys: [{ keyName: "key1", permissions: "FULL", value: "s" }] },
      { keys: [{ keyName: "key1", permissions: "FULL", value: "***" }] },
    ],
    [
      { kubeconfigs: [{ name: "clusterUser", value: "s" }] },
      { kubeconfigs: [{ name: "clusterUser", value: "***" }] },
    ],
    [
      { username: "acr", passwords: [{ name: "password", value: "s" }] },
      { username: "acr", passwords: [{ name: "password", value: "***" }] },
    ],
    [
      { secrets: { secretsType: "AccountKey", key: "s" } },
      { secrets: { secretsType: "AccountKey", key: "***" } },
    ],
    [
      { secretsType: "Sas", sasToken: "s" },
      { secretsType: "Sas", sasToken: "***" },
    ],
    [
      { userStorageKey: "s", notebookAccessKeys: { primaryAccessKey: "s" } },
      { userStorageKey: "***", notebookAccessKeys: { primaryAccessKey: "***" } },
    ],
    [
      { tags: { key: "k" }, parameters: { value: 1 }, secretUri: "u" },
      { tags: { key: "k" }, parameters: { value: 1 }, secretUri: "u" },
    ],
    [
      { primarySharedKey: "s", configurationProtectedSettings: { sslKeyPemFile: "s" } },
      { primarySharedKey: "***", configurationProtectedSettings: { sslKeyPemFile: "***" } },
    ],
    [
      { sasUri: { type: "SecureString", value: "s" }, other: { type: "Expression", value: "@x" } },
      {
        sasUri: { type: "SecureString", value: "***" },
        other: { type: "Expression", value: "@x" },
      },
    ],
    [
      { keyValue: "s", clientSecret: "s", sasUri: "https://a/b?sr=c&sig=abc%3D&se=1" },
      { keyValue: "***", clientSecret: "***", sasUri: "https://a/b?sr=c&sig=***&se=1" },
    ],
    [
      { secretsType: "AccountKey", keyType: "Primary", keyIdentifier: "b", tokenType: "c" },
      { secretsType: "AccountKey", keyType: "Primary", keyIdentifier: "b", tokenType: "c" },
    ],
  ])("masks the secrets of %j", (body, masked) => {
    expect(redact(body)).toEqual(masked);
  });

  it("masks the signature of a shared access address", () => {
    expect(redactQuery(new URLSearchParams("sv=2025&sig=abc"))).toBe("sv=2025&sig=***");
  });
});
