import { ArmFault, type ProviderContext } from "../../provider";
import { idOf, lastSegment, type Fields } from "../fields";

export const networkVersions = ["2024-05-01"];

/** Names of most network resources. */
export const networkName = {
  pattern: /^[A-Za-z0-9]([\w.-]{0,78}\w)?$/u,
  code: "InvalidResourceName",
  message:
    "The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.",
};

/** A reference that Azure keeps as `{ id }`; throws `InvalidResourceReference` when nothing is there. */
export function referenced(
  owner: string,
  value: unknown,
  { store }: ProviderContext,
): Fields | undefined {
  const id = idOf(value);
  if (id === undefined) {
    return undefined;
  }
  if (!store.has(id)) {
    const message = `Resource ${id} referenced by resource ${owner} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`;
    throw new ArmFault(400, "InvalidResourceReference", message, { target: lastSegment(id) });
  }
  return { id };
}
