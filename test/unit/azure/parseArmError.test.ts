import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/shared/errors";
import { fromStatus, parseArmError } from "../../../src/azure/parseArmError";

const respond = (status: number, body: unknown) =>
  fromStatus({ status, body, host: "management.azure.com", header: () => undefined });

describe("parseArmError", () => {
  it("unwraps nested details and a body inside a message to the cause", () => {
    const error = respond(400, {
      error: {
        code: "InvalidTemplateDeployment",
        message: "See details.",
        details: [
          {
            code: "ResourceDeploymentFailure",
            target: "/subscriptions/s/x",
            message: '{"error":{"code":"QuotaExceeded","message":"Cores left: 0."}}',
          },
        ],
      },
    });
    expect(error).toMatchObject({
      status: 400,
      code: "QuotaExceeded",
      message: "Cores left: 0.",
      target: "/subscriptions/s/x",
    });
  });

  it("names the policy that denied", () => {
    const info = { policyDefinitionDisplayName: "Tags are needed" };
    const error = respond(403, {
      error: {
        code: "RequestDisallowedByPolicy",
        message: "Disallowed.",
        additionalInfo: [{ type: "PolicyViolation", info }],
      },
    });
    expect(error).toMatchObject({ policies: ["Tags are needed"] });
    expect(error.message).toContain("Tags are needed");
  });

  it("reads code and text from a poller's sentence", () => {
    const text = "The long-running operation has failed. QuotaExceeded. No cores. Ask for more.";
    expect(parseArmError(new Error(text))).toMatchObject({
      name: "ArmError",
      status: 0,
      code: "QuotaExceeded",
      message: "No cores. Ask for more.",
    });
  });

  it.each([
    ["ECONNREFUSED", "ConnectionRefused"],
    ["ENOTFOUND", "HostNotFound"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "CertificateNotTrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "CertificateWrongHost"],
  ])("turns %s into a sentence with the host", (code, expected) => {
    const request = { url: "https://management.azure.com/x" };
    const error = parseArmError(Object.assign(new Error(code), { code, request }));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: expected });
    expect(error.message).toContain("management.azure.com");
  });

  it("leaves bugs and cancellations as they are", () => {
    const bug = new TypeError("x is undefined");
    const cancelled = new DOMException("stop", "AbortError");
    expect(parseArmError(bug)).toBe(bug);
    expect(parseArmError(cancelled)).toBe(cancelled);
  });
});
