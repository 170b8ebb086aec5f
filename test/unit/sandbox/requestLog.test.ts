import { describe, expect, it } from "vitest";
import { redact } from "../../../sandbox/requestLog";

describe("what is kept of requests", () => {
  it("has no protected settings and no secure strings", () => {
    const body = {
      configurationProtectedSettings: { sslKeyPemFile: "secret-1" },
      configurationSettings: { enableTraining: "True" },
      sasUri: { type: "SecureString", value: "secret-2" },
      other: { type: "Expression", value: "@pipeline().RunId" },
    };
    expect(redact(body)).toEqual({
      configurationProtectedSettings: { sslKeyPemFile: "***" },
      configurationSettings: { enableTraining: "True" },
      sasUri: { type: "SecureString", value: "***" },
      other: { type: "Expression", value: "@pipeline().RunId" },
    });
  });
});
