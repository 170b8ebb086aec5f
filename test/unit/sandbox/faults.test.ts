import { describe, expect, it } from "vitest";
import { Faults, type FaultAction } from "../../../sandbox/faults";

const refused: FaultAction = { status: 503, code: "ServerBusy", message: "Busy." };

function declare(...actions: readonly FaultAction[]): Faults {
  const faults = new Faults(() => 0);
  faults.set(actions.map((action) => ({ match: { method: "PUT" }, action })));
  return faults;
}

describe("Faults", () => {
  it("keeps what only a client sees from the requests of a deployment", () => {
    const clientOnly: readonly FaultAction[] = [
      { drop: true },
      { dropAfter: true },
      { truncate: true },
      { expiredToken: true },
    ];
    for (const action of clientOnly) {
      const faults = declare(action, refused);
      expect(faults.take("PUT", "/x")).toEqual(refused);
      expect(faults.takeForClient("PUT", "/x")).toEqual(action);
      expect(faults.counters).toMatchObject([
        { seen: 1, hits: 1 },
        { seen: 2, hits: 1 },
      ]);
    }
  });

  it("takes the first of the rules that match", () => {
    const faults = declare({ delayMs: 5 }, refused);
    expect(faults.take("PUT", "/x")).toEqual({ delayMs: 5 });
    expect(faults.take("GET", "/x")).toBeUndefined();
  });
});
