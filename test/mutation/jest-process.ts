import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const RUNS_PER_PROCESS = 200;

/** A process that jest runs in, which is ended when a mutant does not, and replaced before its memory grows. */
export interface JestProcess {
	/** @returns whether the test file passed; `undefined` without an answer within `timeoutMs`, or when the process died. */
	run(test: string, timeoutMs: number): Promise<boolean | undefined>;
	end(): void;
}

export function jestProcess(root: string): JestProcess {
	let child: ChildProcess | undefined;
	let runs = 0;

	function end(): void {
		child?.kill("SIGKILL");
		child = undefined;
	}

	function start(): ChildProcess {
		runs = 0;
		const execArgv = ["--max-old-space-size=2048"];
		const env = { ...process.env, NODE_ENV: "test" };
		return fork(fileURLToPath(new URL("./worker.js", import.meta.url)), { cwd: root, execArgv, env, stdio: "ignore" });
	}

	return {
		async run(test, timeoutMs) {
			if (++runs > RUNS_PER_PROCESS) end();
			child ??= start();
			const passed = await answerOf(child, { root, test }, timeoutMs);
			if (passed === undefined) end();
			return passed;
		},
		end,
	};
}

function answerOf(child: ChildProcess, question: object, timeoutMs: number): Promise<boolean | undefined> {
	return new Promise((resolve) => {
		const settle = (passed?: boolean) => {
			clearTimeout(timer);
			child.removeAllListeners();
			resolve(passed);
		};
		const timer = setTimeout(settle, timeoutMs);
		child.on("message", (outcome) => settle(outcome === true));
		child.on("exit", () => settle());
		child.send(question);
	});
}
