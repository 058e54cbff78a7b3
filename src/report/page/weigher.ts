/**
 * What takes a moment is done at once. What takes long is done in a worker: until it comes, the page has the picture, and
 * says that it is counting.
 */
import { verdict } from "../../scoring/compute.ts";
import { stepsOf } from "../../scoring/heavy.ts";
import { blockHtml } from "../html.ts";
import type { Weighed } from "../report.ts";
import { type Asked, chartNow, type Result, resultOf } from "../result.ts";
import { NOTHING_TRIED, type Tried, tryOn } from "../what-if.ts";

/** Some 8 ms of a computer of 2026. */
const LIGHT = 3_000_000;

/** All of it, or the picture while the rest is being counted. */
export type Drawn = Result | Pick<Result, "chart">;

/** `script`: the page's own, which a worker runs as well. */
export function createWeigher(
  weighed: Weighed,
  script: string,
  show: (drawn: Drawn) => void,
): (tried: Tried) => void {
  let last: Result | null = null;
  /** What is shown once it has been counted; null: it is shown already. */
  let wanted: Tried | null = null;
  let counting: Tried | null = null;
  let worker: Worker | null = null;

  function finish(result: Result) {
    last = result;
    wanted = null;
    show(result);
  }

  function count() {
    if (wanted === null || counting !== null) return;
    counting = wanted;
    try {
      worker ??= start();
      worker.postMessage({ tried: counting } satisfies Asked);
    } catch {
      countHere();
    }
  }

  /** Where there may be no workers: after what is known has been painted. */
  function countHere() {
    setTimeout(() => {
      counting = null;
      if (wanted !== null) finish(resultOf(weighed, wanted, verdict));
    });
  }

  function start(): Worker {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const started = new Worker(url);
    started.addEventListener("message", ({ data }: MessageEvent<Result>) => {
      // What has been tried since counts.
      if (counting === wanted) finish(data);
      counting = null;
      count();
    });
    started.addEventListener("error", countHere);
    started.postMessage({ weighed } satisfies Asked);
    return started;
  }

  return (tried) => {
    const { pack, ballots } = tryOn(weighed, tried);
    if (stepsOf(pack, ballots) <= LIGHT) return finish(resultOf(weighed, tried, verdict));
    wanted = tried;
    // As it was written the page stands already.
    if (last !== null || tried !== NOTHING_TRIED) {
      const isDrawn = last !== null && last.chart !== "";
      show({ chart: isDrawn ? blockHtml(chartNow(weighed, tried, last?.criteria ?? [])) : "" });
    }
    count();
  };
}
