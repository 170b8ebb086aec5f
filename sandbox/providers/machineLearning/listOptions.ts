import type { ResourceRecord } from "../../provider";
import { fieldsOf, numberOf, textOf } from "../fields";
import { userError } from "./refusals";

type Records = readonly ResourceRecord[];

/** Active ones unless the query asks for archived ones or all. */
export function byArchived(records: Records, query: URLSearchParams): Records {
  const view = query.get("listViewType") ?? "ActiveOnly";
  if (!["ActiveOnly", "ArchivedOnly", "All"].includes(view)) {
    throw userError(`The listViewType '${view}' is not one of ActiveOnly, ArchivedOnly, All.`);
  }
  return view === "All"
    ? records
    : records.filter(
        ({ properties }) => (properties["isArchived"] === true) === (view === "ArchivedOnly"),
      );
}

/** `name1,name2=value2`: what has all of these names, with these values. */
export function byNamed(
  records: Records,
  wanted: string | null,
  namedOf: (record: ResourceRecord) => unknown,
): Records {
  const parts = (wanted ?? "").split(",").filter((part) => part !== "");
  return records.filter((record) => {
    const named = fieldsOf(namedOf(record));
    return parts.every((part) => {
      const [name = "", ...value] = part.split("=");
      return value.length === 0 ? named[name] !== undefined : named[name] === value.join("=");
    });
  });
}

/** The first ones; the number stands in the query under one of the names. */
export function firstOf(records: Records, query: URLSearchParams, name: string): Records {
  const given = query.get(name);
  if (given === null) {
    return records;
  }
  if (!/^[1-9]\d*$/u.test(given)) {
    throw userError(`The value '${given}' of ${name} is not a whole number from 1 on.`, name);
  }
  return records.slice(0, Number(given));
}

/** `createdtime` or `modifiedtime`, each with `asc` or `desc`; what came first goes by its number. */
export function inOrder(records: Records, order: string | null): Records {
  const [, by, direction = "asc"] =
    /^\s*(createdtime|modifiedtime)(?:\s+(asc|desc))?\s*$/iu.exec(order ?? "createdtime") ?? [];
  if (by === undefined) {
    throw userError(`The order '${order ?? ""}' is not createdtime or modifiedtime.`, "$orderBy");
  }
  const sorted = records.toSorted(by.toLowerCase() === "createdtime" ? byNumber : byChange);
  return direction.toLowerCase() === "desc" ? sorted.toReversed() : sorted;
}

function byNumber(a: ResourceRecord, b: ResourceRecord): number {
  return placeOf(a) - placeOf(b);
}

function byChange(a: ResourceRecord, b: ResourceRecord): number {
  const [first, second] = [a, b].map(
    ({ systemData }) => textOf(systemData?.["lastModifiedAt"]) ?? "",
  );
  return (first ?? "") < (second ?? "") ? -1 : first === second ? byNumber(a, b) : 1;
}

/** The place among its siblings in order of their creation. */
export function placeOf({ internal }: ResourceRecord): number {
  return numberOf(internal?.["number"]) ?? 0;
}
