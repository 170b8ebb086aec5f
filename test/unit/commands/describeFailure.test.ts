import { describe, expect, it } from "vitest";
import { ArmError } from "../../../src/azure/ArmError";
import { describeFailure } from "../../../src/commands/describeFailure";
import { UserError } from "../../../src/shared/errors";

describe("describeFailure", () => {
  it("is silent about a cancellation", () => {
    const canceled = new DOMException("Canceled", "AbortError");
    expect(describeFailure(canceled)).toEqual({ kind: "silent" });
  });

  it("says a known error's sentence and logs its code and causes", () => {
    const cause = new UserError("Inner", "The reason.");
    const failure = describeFailure(new UserError("NoRoom", "There is no room.", { cause }));
    expect(failure).toEqual({
      kind: "known",
      message: "There is no room.",
      details: "NoRoom: There is no room. <- The reason.",
    });
  });

  it("knows an answer of Resource Manager", () => {
    const error = new ArmError({ status: 409, code: "Conflict", message: "It is in use." });
    expect(describeFailure(error)).toMatchObject({ kind: "known", message: "It is in use." });
  });

  it("calls everything else unexpected and logs the stack", () => {
    const failure = describeFailure(new TypeError("x is not a function"));
    expect(failure).toMatchObject({ kind: "unexpected", message: "x is not a function" });
    expect(failure.kind === "unexpected" && failure.details).toContain("describeFailure.test");
  });
});
