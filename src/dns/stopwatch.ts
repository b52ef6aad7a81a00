/** An allowance of time that is used up only while it runs. */
export interface Stopwatch {
	start(): void;
	stop(): void;
}

/** The longest delay that `setTimeout` takes; it reads a longer one as no delay at all. */
const MAX_DELAY_MS = 0x7fffffff;

/**
 * Calls `onSpent` when the watch has run for `allowedMs` milliseconds in all. It measures how long others keep us
 * waiting, which no verdict depends on but by being over, so it reads the process's monotonic clock.
 */
export function createStopwatch(allowedMs: number, onSpent: () => void): Stopwatch {
	let left = allowedMs;
	let startedAt = 0;
	let timer: NodeJS.Timeout | undefined;
	return {
		start() {
			startedAt = performance.now();
			timer = setTimeout(onSpent, Math.min(Math.max(Math.ceil(left), 0), MAX_DELAY_MS));
		},
		stop() {
			clearTimeout(timer);
			left -= performance.now() - startedAt;
		},
	};
}
