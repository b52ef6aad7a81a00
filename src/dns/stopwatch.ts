import { clearImmediate, setImmediate } from "node:timers";

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
 *
 * A timer is set only where the watch is still running some microtasks later. With answers from memory, which are there
 * by then, setting and clearing one for each took half the time of asking.
 */
export function createStopwatch(allowedMs: number, onSpent: () => void): Stopwatch {
	let left = allowedMs;
	let starts = 0;
	let startedAt: number | undefined;
	let isArming = false;
	let timer: NodeJS.Timeout | undefined;
	let spent: NodeJS.Immediate | undefined;

	/** In two microtasks a promise that is settled is heard, and so are all that others ask beside it. */
	async function armUnlessStopped(): Promise<void> {
		isArming = true;
		let seen: number;
		do {
			seen = starts;
			await undefined;
			await undefined;
		} while (seen !== starts);
		isArming = false;
		if (startedAt !== undefined) arm(left - (performance.now() - startedAt));
	}

	function arm(delay: number): void {
		if (delay > 0) timer = setTimeout(onSpent, Math.min(Math.ceil(delay), MAX_DELAY_MS));
		// Not at once: the answer may be there, some microtasks away.
		else spent = setImmediate(onSpent);
	}

	function disarm(): void {
		clearTimeout(timer);
		clearImmediate(spent);
		timer = undefined;
		spent = undefined;
	}

	return {
		start() {
			startedAt = performance.now();
			starts++;
			if (!isArming) void armUnlessStopped();
		},
		stop() {
			if (startedAt === undefined) return;
			left -= performance.now() - startedAt;
			startedAt = undefined;
			if (timer !== undefined || spent !== undefined) disarm();
		},
	};
}
