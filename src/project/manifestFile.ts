import { t } from "@vscode/l10n";
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parseTree,
  getNodeValue,
  printParseErrorCode,
  type FormattingOptions,
  type JSONPath,
  type Node,
  type ParseError,
} from "jsonc-parser";
import type { z } from "zod";
import { computeSettingKeys } from "./computeSettings";
import { environmentIds } from "./environments";
import { manifestSchema, type ProjectManifest } from "./manifest";

/** Name of the file in the user's repository. */
export const manifestFileName = "esml.project.json";
/** Line endings, indentation and a trailing newline as Prettier writes JSON. */
const formatting: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };

export interface ManifestFileProblem {
  /** Path in the manifest, for example `environments.dev.tenantId`; empty for the whole file. */
  readonly path: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ParsedManifest =
  | { readonly manifest: ProjectManifest; readonly problems?: undefined }
  | { readonly manifest?: undefined; readonly problems: readonly ManifestFileProblem[] };

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}

/** The node of a path, or of its nearest parent when the value itself is missing. */
function nearestNode(root: Node, path: readonly PropertyKey[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length) as JSONPath);
    if (node) return node;
  }
  return root;
}

function issueText(issue: z.core.$ZodIssue): string {
  const where = pathText(issue.path);
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? t("{0} is missing. Add it: {1}.", where, expectedText(issue.expected))
        : t("{0} has the wrong type. Enter {1}.", where, expectedText(issue.expected));
    case "invalid_value":
      return t(
        "{0} has a value that is not known. Use one of: {1}.",
        where,
        issue.values.join(", "),
      );
    case "unrecognized_keys":
      return t(
        "{0} has keys that are not known here: {1}. Remove them.",
        where,
        issue.keys.join(", "),
      );
    case "invalid_format":
      return issue.format === "regex"
        ? t("{0} does not have the right form. Enter {1}.", where, formText(issue.path))
        : t("{0} is not a valid {1}.", where, issue.format);
    case "too_small":
      return t("{0} is too small. The least is {1}.", where, String(issue.minimum));
    case "too_big":
      return t("{0} is too large. The most is {1}.", where, String(issue.maximum));
    default:
      return t("{0}: {1}.", where, issue.message);
  }
}

/** The form of the texts that the schema holds to a pattern, in words. */
function formText(path: readonly PropertyKey[]): string {
  const key = String(path.at(-1));
  switch (key) {
    case "number":
      return t("three digits, for example 001");
    case "region":
      return t("a region's short name, for example westeurope");
    case "shortCode":
      return t("two to four small letters or digits, for example weu");
    case "value":
      return t("a salt of small letters, digits and dashes, 5 or 10 characters long");
    default:
      return t("a dash and three digits, for example -001");
  }
}

function expectedText(expected: string): string {
  switch (expected) {
    case "string":
      return t("a text");
    case "number":
    case "int":
      return t("a whole number");
    case "boolean":
      return t("true or false");
    case "array":
      return t("a list");
    case "record":
    case "object":
      return t("an object");
    default:
      return expected;
  }
}

/** Parses a manifest (comments and trailing commas allowed) or says what is wrong where, in sentences. */
export function parseManifest(text: string): ParsedManifest {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (!root || first) {
    const reason = first ? printParseErrorCode(first.error) : "ValueExpected";
    const message = t("{0} is not valid JSON ({1}). Correct it there.", manifestFileName, reason);
    return { problems: [{ path: "", ...position(text, first?.offset ?? 0), message }] };
  }
  const result = manifestSchema.safeParse(getNodeValue(root), { reportInput: true });
  if (result.success) return { manifest: result.data };
  const problems = result.error.issues.map((issue) => ({
    path: pathText(issue.path),
    ...position(text, nearestNode(root, issue.path).offset),
    message: issueText(issue),
  }));
  return { problems };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Edit {
  readonly path: JSONPath;
  readonly value: Json | undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keys that may be absent and are removed when the manifest lacks them; all other keys are the person's own. */
const removable = new Set<string>([
  ...environmentIds,
  ...computeSettingKeys,
  "protected",
  "deploymentLocation",
  "salt",
  "identitySalt",
  "from",
  "compute",
  "computeInstances",
  "displayName",
  "sku",
  "confirmedLarge",
  "firewallIp",
]);

function isRemovable(path: JSONPath, key: string): boolean {
  return removable.has(key) || path.join(".") === "team.tags";
}

/** What to change so that `before` holds `after`. */
function differences(before: unknown, after: Json, path: JSONPath): Edit[] {
  if (isObject(before) && isObject(after)) {
    const kept = Object.entries(after).flatMap(([key, value]) =>
      differences(before[key], value, [...path, key]),
    );
    const gone = Object.keys(before).filter((key) => !(key in after) && isRemovable(path, key));
    return [...kept, ...gone.map((key) => ({ path: [...path, key], value: undefined }))];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((value: Json, index) =>
      differences(before[index], value, [...path, index]),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, value: after }];
}

function fileFormatting(text: string): FormattingOptions {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return indent.includes("\t")
    ? { insertSpaces: false, tabSize: 1, eol }
    : { insertSpaces: true, tabSize: indent.length, eol };
}

const toJson = (manifest: ProjectManifest) => JSON.parse(JSON.stringify(manifest)) as Json;

/**
 * The text of the manifest file after the edits. A file that is there keeps its comments, its formatting and
 * the keys that the schema does not know; `text` undefined gives a new file.
 */
export function editManifest(text: string | undefined, manifest: ProjectManifest): string {
  const after = toJson(manifest);
  const root = text === undefined ? undefined : parseTree(text, [], { allowTrailingComma: true });
  if (text === undefined || root?.type !== "object") return `${JSON.stringify(after, null, 2)}\n`;
  const options = { formattingOptions: { ...formatting, ...fileFormatting(text) } };
  let next = text;
  for (const edit of differences(getNodeValue(root), after, [])) {
    next = applyEdits(next, modify(next, edit.path, edit.value, options));
  }
  return next;
}
