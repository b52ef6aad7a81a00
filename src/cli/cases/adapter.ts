import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program that is spoken to in lines of JSON. It is started when first needed, and again after it ended. */
export interface Adapter {
	/** Sends one line and answers the lines that come back with `answer`, until it makes of one what was asked for. */
	exchange<T>(message: object, answer: (line: unknown) => Promise<Reply<T>>): Promise<Exchange<T>>;
	close(): void;
}

/** What a line from the adapter is: the end of the exchange, something to answer, or nothing that matters. */
export type Reply<T> = { readonly done: T } | { readonly send: object } | { readonly ignore: true };

/** How an exchange ended: that a program crashes or falls silent is an outcome like any other. */
export type Exchange<T> =
	| { readonly outcome: "done"; readonly value: T }
	| { readonly outcome: "timeout" }
	| { readonly outcome: "crash"; readonly detail: string };

const STDERR_CHARACTERS = 2_000;

/** @param command a command line for the shell. @param timeoutMs how long one exchange may take. */
export function startAdapter(command: string, timeoutMs: number): Adapter {
	let running: Running | undefined;
	return {
		async exchange(message, answer) {
			running ??= launch(command);
			const exchange = await converse(running, message, answer, timeoutMs);
			if (exchange.outcome !== "done") {
				running.stop();
				running = undefined;
			}
			return exchange;
		},
		close() {
			running?.stop();
		},
	};
}

interface Running {
	send(message: object): void;
	/** The next line; `undefined` when there will be none. */
	next(): Promise<string | undefined>;
	/** Why there is no next line. */
	epitaph(): Promise<string>;
	stop(): void;
}

function launch(command: string): Running {
	// A process group of its own, so that stopping it stops what the shell started.
	const child = spawn(command, {
		shell: true,
		stdio: ["pipe", "pipe", "pipe"],
		detached: process.platform !== "win32",
	});
	let complaint = "";
	child.stderr.on("data", (chunk) => {
		complaint = (complaint + String(chunk)).slice(-STDERR_CHARACTERS);
	});
	// A program that has ended takes no more lines; that it ended is told by the end of its output.
	child.stdin.on("error", () => undefined);
	const ended = new Promise<string>((resolve) => {
		child.once("error", (error) => resolve(error.message));
		child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
		next: async () => (await lines.next()).value,
		epitaph: async () => [await ended, complaint.trim()].filter(Boolean).join(": "),
		stop: () => stop(child),
	};
}

function stop(child: ChildProcess): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
	} catch {
		// It ended by itself in between.
	}
}

async function converse<T>(
	running: Running,
	message: object,
	answer: (line: unknown) => Promise<Reply<T>>,
	timeoutMs: number,
): Promise<Exchange<T>> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<Exchange<T>>((resolve) => {
		timer = setTimeout(() => resolve({ outcome: "timeout" }), timeoutMs);
	});
	try {
		return await Promise.race([tooLate, listen(running, message, answer)]);
	} finally {
		clearTimeout(timer);
	}
}

async function listen<T>(
	running: Running,
	message: object,
	answer: (line: unknown) => Promise<Reply<T>>,
): Promise<Exchange<T>> {
	running.send(message);
	for (let line = await running.next(); line !== undefined; line = await running.next()) {
		const parsed = parseLine(line);
		if (parsed === undefined) return { outcome: "crash", detail: `no line of JSON: ${line.slice(0, 200)}` };
		const reply = await answer(parsed);
		if ("done" in reply) return { outcome: "done", value: reply.done };
		if ("send" in reply) running.send(reply.send);
	}
	return { outcome: "crash", detail: await running.epitaph() };
}

function parseLine(line: string): object | undefined {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === "object" && value !== null ? value : undefined;
	} catch {
		return undefined;
	}
}
