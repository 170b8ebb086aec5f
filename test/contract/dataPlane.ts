import { headerOf, isJson, type Exchange } from "./exchanges";

/** A call of a data plane, held against a schema written by hand. */
export interface DataPlaneCall {
  readonly name: string;
  /** Where the shape is described. */
  readonly source: string;
  isOne(exchange: Exchange): boolean;
  check(exchange: Exchange): readonly string[];
}

export const dataPlaneCalls: readonly DataPlaneCall[] = [
  {
    name: "blob service",
    source:
      "Blob Storage REST API: Common REST API error codes, Status and error codes, List Blobs, Get Blob, Put Blob, Put Block List",
    isOne: (exchange) => headerOf(exchange, "x-ms-version") !== undefined,
    check: blobErrors,
  },
  {
    name: "scoring",
    source:
      "Azure Machine Learning: Invoke the endpoint to score data, Troubleshoot online endpoints",
    isOne: ({ path }) => path.startsWith("/inference/"),
    check: scoringErrors,
  },
];

export function dataPlaneOf(exchange: Exchange): DataPlaneCall | undefined {
  return dataPlaneCalls.find((call) => call.isOne(exchange));
}

function blobErrors(exchange: Exchange): readonly string[] {
  const owed = ["x-ms-request-id", "x-ms-version", "date", ...blobHeaders(exchange)];
  const missing = owed.filter((name) => headerOf(exchange, name) === undefined);
  return [...missing.map((name) => `header ${name} is missing`), ...blobBodyErrors(exchange)];
}

/** What an answer carries besides what all carry. */
function blobHeaders({ status, method, path, query }: Exchange): readonly string[] {
  if (status >= 400) {
    return ["x-ms-error-code"];
  }
  const isBlob = path.split("/").length > 3;
  const isContent = isBlob && !query.includes("comp=");
  const wrote = method === "PUT" && status === 201 && !query.includes("comp=block&");
  const read = isContent && (method === "GET" || method === "HEAD") && status < 300;
  return wrote || read ? ["etag", "last-modified"] : [];
}

/** Errors and lists are XML of a fixed root; HEAD and 304 have no body. */
function blobBodyErrors({ status, method, query, responseBody }: Exchange): readonly string[] {
  const text = typeof responseBody === "string" ? responseBody : "";
  if (status >= 400 && method !== "HEAD") {
    const isError = /<Error><Code>\w+<\/Code><Message>[\s\S]+<\/Message>/.test(text);
    return isError ? [] : ["an error has no <Error> with <Code> and <Message>"];
  }
  const parameters = new URLSearchParams(query);
  if (method !== "GET" || status !== 200 || parameters.get("comp") === null) {
    return [];
  }
  const root = { list: "EnumerationResults", blocklist: "BlockList" }[parameters.get("comp") ?? ""];
  return root === undefined || text.includes(`<${root}`) ? [] : [`the list has no <${root}>`];
}

function scoringErrors(exchange: Exchange): readonly string[] {
  const { status, method, path, responseBody } = exchange;
  if (status === 0) {
    // The host was not to be reached.
    return [];
  }
  if (status >= 400) {
    return isJson(responseBody) ? [] : ["an error is not JSON"];
  }
  const isDescription = path.endsWith("/swagger.json");
  if (method === "GET" && isDescription) {
    return isJson(responseBody) && responseBody["swagger"] === "2.0" ? [] : ["it is no swagger"];
  }
  return headerOf(exchange, "azureml-model-deployment") === undefined
    ? ["header azureml-model-deployment is missing"]
    : [];
}
