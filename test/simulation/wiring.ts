import type { ShellPorts } from "../../lib/runtime/shell-ports.ts";

/**
 * How a life's ports are made from the world's: a planted bug is a wiring that changes them. One wiring serves
 * all lives of one schedule, so it may remember what an earlier life did.
 */
export interface Wiring {
  wire(ports: ShellPorts): ShellPorts;
}

/** The product as it is. */
export function soundWiring(): Wiring {
  return { wire: (ports) => ports };
}
