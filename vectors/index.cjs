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

function loadVectors(files = vectorFiles().map(({ file }) => file)) {
	return files.flatMap((file) => loadCases(read(file)));
}

exports.vectorsFolder = __dirname;
exports.vectorFiles = vectorFiles;
exports.loadVectors = loadVectors;
