/**
 * Loaded before the program: this process's clock is wrong by CLOCK_SKEW_MS, as a machine's may be, until somebody sets it right
 * (SIGUSR2).
 */
let skew = Number(process.env.CLOCK_SKEW_MS ?? 0);
const { now } = Date;
Date.now = () => now() + skew;
process.on("SIGUSR2", () => {
  skew = 0;
});
