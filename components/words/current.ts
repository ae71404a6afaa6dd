import type { Words } from "./en.ts";
import { en } from "./en.ts";

/** The language in use. There is only English today. */
export const words: Words = en;
