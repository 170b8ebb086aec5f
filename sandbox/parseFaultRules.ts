import { invalidContent } from "./armErrors";
import { faultNames, type FaultAction, type FaultName, type FaultRule } from "./faults";
import { isObject } from "./mergeForPatch";
import { amount, arrayOf, pattern, shape, text, whole, yes, type Read } from "./shape";

type Rate = NonNullable<FaultRule["rate"]>;

const unnamed = { code: "DeclaredFault", message: "A declared fault of the sandbox." };

interface Status {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}
const statusFields = { status: whole(400, 599), code: text, message: text };
const status = shape<Status>({ ...statusFields, retryAfterSeconds: whole(0) }, "status");
const failure = shape<Omit<Status, "status" | "retryAfterSeconds">>({ code: text, message: text });
const failOperation = shape<{ readonly failOperation: ReturnType<typeof failure> }>(
  { failOperation: failure },
  "failOperation",
);

const actions: Readonly<Record<FaultName, Read<FaultAction>>> = {
  status: (value, where) => ({ ...unnamed, ...status(value, where) }),
  delayMs: shape<{ readonly delayMs: number }>({ delayMs: amount(0) }),
  drop: shape<{ readonly drop: true }>({ drop: yes }),
  dropAfter: shape<{ readonly dropAfter: true }>({ dropAfter: yes }),
  truncate: shape<{ readonly truncate: true }>({ truncate: yes }),
  expiredToken: shape<{ readonly expiredToken: true }>({ expiredToken: yes }),
  failOperation: (value, where) => ({
    failOperation: { ...unnamed, ...failOperation(value, where).failOperation },
  }),
};

const action: Read<FaultAction> = (value, where) => {
  const named = faultNames.filter((each) => isObject(value) && Object.hasOwn(value, each));
  const [name] = named;
  if (name === undefined || named.length > 1) {
    throw invalidContent(`${where} needs one of ${faultNames.join(", ")}.`);
  }
  return actions[name](value, where);
};

const share = shape<Extract<Rate, { share: number }>>(
  { share: amount(0, 1), seed: whole(0, 2 ** 32 - 1) },
  "share",
);
const every = shape<Extract<Rate, { every: number }>>({ every: whole(1) }, "every");

const rule = shape<FaultRule>(
  {
    match: shape<FaultRule["match"]>({ method: text, path: pattern, type: text }),
    times: whole(1),
    after: whole(0),
    forMs: amount(0),
    rate: (value, where) => (isObject(value) && "every" in value ? every : share)(value, where),
    action,
  },
  "action",
);

const rules = arrayOf((value, where): FaultRule => {
  const asked = isObject(value) ? { match: {}, ...value } : value;
  return rule(asked, where);
});

/** Reads declared faults from JSON; throws a 400 that says what is wrong. */
export function parseFaultRules(value: unknown): readonly FaultRule[] {
  return rules(value, "Fault");
}
