import { describe, expect, it } from "vitest";
import { readOptions } from "../../../sandbox/options";
import { azureLimits } from "../../../sandbox/throttle";

describe("readOptions", () => {
  it("has defaults and reads every option", async () => {
    expect(await readOptions([])).toEqual({ port: 0, seed: "sample", help: false, list: false });
    const args =
      "--state s --port 4433 --time-scale 0 --graph-lag 5 --throttle azure --seed none --exit-when-idle 60";
    expect(await readOptions([...args.split(" "), "--record", "r"])).toEqual({
      stateFolder: "s",
      port: 4433,
      timeScale: 0,
      graphLagMs: 5,
      throttle: azureLimits,
      seed: "none",
      idleMs: 60_000,
      recordFile: "r",
      help: false,
      list: false,
    });
  });

  it.each(["scale:1", "scale:250", "scale:500"])("takes --seed %s", async (seed) => {
    expect((await readOptions(["--seed", seed])).seed).toBe(seed);
  });

  it.each([
    [["--nope"], "Unknown option '--nope'"],
    [["extra"], "Unexpected argument 'extra'"],
    [["--port", "99999"], "--port takes a whole number from 0 to 65535"],
    [["--time-scale", "fast"], '--time-scale takes a number that is 0 or more, not "fast".'],
    [["--throttle", "1"], '--throttle takes "azure" or "off", not "1".'],
    [
      ["--seed", "all"],
      '--seed takes "sample", "none" or "scale:N" with N from 1 to 500, not "all"',
    ],
    [["--seed", "scale:0"], 'not "scale:0"'],
    [["--seed", "scale:501"], 'not "scale:501"'],
    [["--seed", "scale:2.5"], 'not "scale:2.5"'],
    [["--seed", "scale:"], 'not "scale:"'],
    [["--faults", "/none.json"], "The faults file /none.json cannot be used"],
  ])("refuses %j", async (args, message) => {
    await expect(readOptions(args)).rejects.toThrow(message);
  });
});
