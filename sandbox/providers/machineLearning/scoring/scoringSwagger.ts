import type { ResourceRecord } from "../../../provider";
import { textOf } from "../../fields";

/** The description of an endpoint that `swaggerUri` leads to. */
export function scoringSwagger({ name, properties }: ResourceRecord): object {
  return {
    swagger: "2.0",
    info: {
      title: name,
      description: "Simulated: the sandbox does not know what the model takes and gives.",
      version: "1.0",
    },
    schemes: ["https"],
    consumes: ["application/json"],
    produces: ["application/json"],
    securityDefinitions: { Bearer: { type: "apiKey", name: "Authorization", in: "header" } },
    security: [{ Bearer: [] }],
    paths: {
      "/score": {
        post: {
          operationId: "RunMLService",
          description: textOf(properties["description"]) ?? "",
          parameters: [{ name: "body", in: "body", required: true, schema: { type: "object" } }],
          responses: { 200: { description: "The answer.", schema: { type: "object" } } },
        },
      },
    },
  };
}
