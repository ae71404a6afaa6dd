import type { z } from "zod";
import { RequestError } from "./request.ts";

/**
 * The part of an exchange's answer that we understand. Throws RequestError("unreadable") whose message
 * names the answer and the first field that is not as expected.
 */
export function parseAnswer<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue && issue.path.length > 0 ? issue.path.map(String).join(".") : "the whole answer";
  throw new RequestError(
    "unreadable",
    `${what}: ${field}: ${issue?.message ?? "not understood"}`.slice(0, 500),
  );
}
