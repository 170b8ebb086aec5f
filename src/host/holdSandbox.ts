import { Agent, request } from "node:https";

/** What a client needs to reach a running sandbox. */
export interface SandboxEndpoint {
  /** Origin without a trailing slash. */
  readonly endpoint: string;
  /** Certificate, PEM. */
  readonly ca: string;
  readonly token: string;
  readonly pid: number;
}

/** An open request that tells the sandbox that somebody is there. */
export interface Hold {
  /** Settles when the sandbox has gone or `close` was called. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the hold; rejects with Node's error when nobody answers, or when the sandbox refuses the token. */
export function holdSandbox(sandbox: SandboxEndpoint): Promise<Hold> {
  const { endpoint, ca, token } = sandbox;
  return new Promise((resolve, reject) => {
    // An own agent keeps a proxy of the environment out of calls to this computer.
    const agent = new Agent({ ca, keepAlive: false });
    const call = request(`${endpoint}/_sandbox/hold`, {
      agent,
      headers: { authorization: `Bearer ${token}` },
    });
    const ended = new Promise<void>((end) => {
      call.on("close", () => {
        agent.destroy();
        end();
      });
    });
    call.on("response", (response) => {
      response.resume();
      // The error of a connection that breaks later is told by `close`.
      response.on("error", () => undefined);
      if (response.statusCode === 200) {
        resolve({ ended, close: () => call.destroy() });
        return;
      }
      call.destroy();
      reject(new Error(`The sandbox answered ${String(response.statusCode)} to hold.`));
    });
    call.on("error", reject);
    call.end();
  });
}
