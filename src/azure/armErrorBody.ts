import type { ArmErrorDetail } from "./ArmError";

/** What the innermost error of an ARM error body says. */
export interface ArmCause extends ArmErrorDetail {
  /** Outermost first, the cause and its siblings last. */
  readonly levels: readonly ArmErrorDetail[];
  readonly policies: readonly string[];
}

interface ErrorNode extends ArmErrorDetail {
  readonly children: readonly ErrorNode[];
  readonly policies: readonly string[];
}

/**
 * Unwraps `{error: {code, message, target, details, additionalInfo}}` (or the inner object alone) down to
 * its cause. Deployments wrap each resource's error in `details`, and some providers put a whole error
 * body into `message`, so both are followed.
 */
export function findCause(body: unknown): ArmCause | undefined {
  const root = toNode(body);
  if (root === undefined) {
    return undefined;
  }
  const levels: ArmErrorDetail[] = [];
  const policies = new Set<string>();
  let node = root;
  let target = root.target;
  for (;;) {
    levels.push(toDetail(node));
    target = node.target ?? target;
    node.policies.forEach((name) => policies.add(name));
    const [first, ...siblings] = node.children;
    if (first === undefined) {
      break;
    }
    if (first.children.length === 0) {
      siblings.flatMap((s) => s.policies).forEach((name) => policies.add(name));
      levels.push(...[first, ...siblings].map(toDetail));
      first.policies.forEach((name) => policies.add(name));
      target = first.target ?? target;
      node = first;
      break;
    }
    node = first;
  }
  return {
    ...toDetail(node),
    ...(target === undefined ? {} : { target }),
    levels,
    policies: [...policies],
  };
}

function toNode(value: unknown): ErrorNode | undefined {
  const outer = asRecord(value);
  const record = asRecord(outer?.error) ?? outer;
  const code = asText(record?.code);
  const message = asText(record?.message);
  if (record === undefined || (code === undefined && message === undefined)) {
    return undefined;
  }
  const inMessage = message?.trimStart().startsWith("{") ? toNode(parseJson(message)) : undefined;
  const listed = asArray(record.details)
    .map(toNode)
    .filter((node) => node !== undefined);
  const target = asText(record.target);
  return {
    code: code ?? "UnknownError",
    message: inMessage?.message ?? message ?? code ?? "",
    ...(target === undefined ? {} : { target }),
    children: listed.length > 0 || inMessage === undefined ? listed : [inMessage],
    policies: asArray(record.additionalInfo).flatMap(policyName),
  };
}

/** `additionalInfo` of type PolicyViolation carries the policy's names. */
function policyName(value: unknown): readonly string[] {
  const record = asRecord(value);
  const info = asRecord(record?.info);
  if (record?.type !== "PolicyViolation" || info === undefined) {
    return [];
  }
  const keys = [
    "policyAssignmentDisplayName",
    "policyDefinitionDisplayName",
    "policyAssignmentName",
    "policyDefinitionName",
  ];
  const name = keys.map((key) => asText(info[key])).find((text) => text !== undefined);
  return name === undefined ? [] : [name];
}

function toDetail({ code, message, target }: ArmErrorDetail): ArmErrorDetail {
  return { code, message, ...(target === undefined ? {} : { target }) };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
