import type { CDPSession, Page } from "@playwright/test";

/** Stops the extension's worker as the browser would, and counts what it is told of it. */
export class WorkerControl {
  readonly #session: CDPSession;
  #status = "unknown";
  #waiting: { readonly status: string; readonly done: () => void }[] = [];
  /** How often the worker was seen to have stopped. */
  stops = 0;
  /** How often it was seen to run again afterwards. */
  starts = 0;

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { runningStatus } of versions) this.#saw(runningStatus);
    });
  }

  /** `page` is one of the extension's origin. */
  static async on(page: Page): Promise<WorkerControl> {
    const control = new WorkerControl(await page.context().newCDPSession(page));
    await control.#session.send("ServiceWorker.enable");
    return control;
  }

  /** Stops it, and resolves when the browser has said that it is stopped. */
  async stop(): Promise<void> {
    const stopped = this.#next("stopped");
    await this.#session.send("ServiceWorker.stopAllWorkers");
    await stopped;
  }

  async running(): Promise<void> {
    if (this.#status !== "running") await this.#next("running");
  }

  #saw(status: string): void {
    if (status === this.#status) return;
    if (status === "stopped") this.stops += 1;
    if (status === "running" && this.#status !== "unknown") this.starts += 1;
    this.#status = status;
    for (const one of this.#waiting.filter((waiting) => waiting.status === status)) one.done();
    this.#waiting = this.#waiting.filter((waiting) => waiting.status !== status);
  }

  #next(status: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ status, done: resolve });
    });
  }
}
