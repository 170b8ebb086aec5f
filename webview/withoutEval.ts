/** Imported first: zod compiles its parsers with `new Function`, which the page's CSP forbids. */
import { config } from "zod";

config({ jitless: true });
