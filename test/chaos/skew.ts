/** Loaded before the program: this process's clock is wrong by CLOCK_SKEW_MS, as a machine's may be. */
const skew = Number(process.env.CLOCK_SKEW_MS ?? 0);
const { now } = Date;
Date.now = () => now() + skew;
