import type { RefObject } from "react";
import { useEffect, useRef } from "react";
import type { FieldErrors } from "./field-errors.ts";

/** Puts the focus on the first wrong field whenever a check found one. */
export function useFocusWrong(errors: FieldErrors): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (errors.size > 0) form.current?.querySelector<HTMLElement>("input[aria-invalid=true]")?.focus();
  }, [errors]);
  return form;
}
