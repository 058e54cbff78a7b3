/**
 * What is seen at once is drawn at once, what is read after it a moment later. What takes long is counted in a worker: until
 * it comes, the page has the picture. Whatever is not there yet is null, and the page says so.
 */
import { verdict } from "../../scoring/compute.ts";
import { stepsOf } from "../../scoring/heavy.ts";
import { blockHtml } from "../html.ts";
import type { Weighed } from "../report.ts";
import { type Asked, chartNow, type Rest, type Result, resultOf, type Top, weigh } from "../result.ts";
import { NOTHING_TRIED, type Tried, tryOn } from "../what-if.ts";

/** Some 8 ms of a computer of 2026. */
const LIGHT = 3_000_000;

/** While somebody drags a slider, what is read after the picture can wait. */
const PAUSE_MS = 60;

export interface Drawn {
  readonly chart: string;
  readonly headline: string | null;
  readonly rest: Rest | null;
}

/** `script`: the page's own, which a worker runs as well. */
export function createWeigher(
  weighed: Weighed,
  script: string,
  show: (drawn: Drawn) => void,
): (tried: Tried) => void {
  let last: Top | null = null;
  /** What is to be shown in full; null: it is shown already. */
  let wanted: Tried | null = null;
  let counting: Tried | null = null;
  let worker: Worker | null = null;
  let pause = 0;

  function finish(top: Top, rest: Rest) {
    last = top;
    wanted = null;
    show({ ...top, rest });
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
      if (wanted === null) return;
      const { top, rest } = weigh(weighed, wanted, verdict);
      finish(top, rest());
    });
  }

  function start(): Worker {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const started = new Worker(url);
    started.addEventListener("message", ({ data }: MessageEvent<Result>) => {
      // What has been tried since counts.
      if (counting === wanted) finish(data, data);
      counting = null;
      count();
    });
    started.addEventListener("error", countHere);
    started.postMessage({ weighed } satisfies Asked);
    return started;
  }

  // The first change would else wait for the engine to warm up.
  setTimeout(() => {
    if (last === null && stepsOf(weighed.pack, weighed.ballots) <= LIGHT)
      weigh(weighed, NOTHING_TRIED, verdict).rest();
  }, PAUSE_MS);

  return (tried) => {
    wanted = tried;
    clearTimeout(pause);
    const { pack, ballots } = tryOn(weighed, tried);
    if (stepsOf(pack, ballots) <= LIGHT) {
      const { top, rest } = weigh(weighed, tried, verdict);
      last = top;
      show({ ...top, rest: null });
      pause = setTimeout(() => finish(top, rest()), PAUSE_MS);
      return;
    }
    const chart = blockHtml(chartNow(weighed, tried, last?.criteria ?? null));
    show({ chart, headline: null, rest: null });
    count();
  };
}

/** The script where it runs in a worker: answers every `tried` with a `Result`, in their order. */
export function serve() {
  let weighed: Weighed | null = null;
  addEventListener("message", ({ data }: MessageEvent<Asked>) => {
    if ("weighed" in data) weighed = data.weighed;
    else if (weighed !== null) postMessage(resultOf(weighed, data.tried, verdict) satisfies Result);
  });
}
