"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { loadCases } = require("../dist/cjs/cases/index.js");

function read(file) {
	return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}

function vectorFiles() {
	return read("index.json").files.map(({ file, about, cases }) => ({ file, path: join(__dirname, file), about, cases }));
}

function callerError(sentence) {
	return Object.assign(new TypeError(sentence), { code: "ERR_MAILPROOF_OPTION" });
}

function loadVectors(files) {
	const known = vectorFiles().map(({ file }) => file);
	if (files === undefined) return loadVectors(known);
	if (!Array.isArray(files)) throw callerError('files is no list; give one such as ["spf/records.json"]');
	if (!files.every((file) => known.includes(file))) {
		throw callerError(`files names what is no file of cases; those that there are: ${known.join(", ")}`);
	}
	return files.flatMap((file) => loadCases(read(file)));
}

exports.vectorsFolder = __dirname;
exports.vectorFiles = vectorFiles;
exports.loadVectors = loadVectors;
