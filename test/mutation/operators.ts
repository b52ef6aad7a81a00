import ts from "typescript";

interface Replacement {
	readonly node: ts.Node;
	readonly operator: string;
	readonly replacement: string;
}

const BINARY: Readonly<Record<string, readonly string[]>> = {
	"<": ["<=", ">="],
	"<=": ["<", ">"],
	">": [">=", "<="],
	">=": [">", "<"],
	"===": ["!=="],
	"!==": ["==="],
	"&&": ["||"],
	"||": ["&&"],
	"-": ["+"],
	"*": ["/"],
	"%": ["*"],
	"&": ["|"],
	"|": ["&"],
	"<<": [">>"],
	">>": ["<<"],
	"+=": ["-="],
	"-=": ["+="],
	in: ["instanceof"],
};

/** Methods whose opposite, or absence, is a fault that people make. */
const METHODS: Readonly<Record<string, string>> = {
	every: "some",
	some: "every",
	startsWith: "endsWith",
	endsWith: "startsWith",
	indexOf: "lastIndexOf",
	lastIndexOf: "indexOf",
	min: "max",
	max: "min",
};
const DROPPED_METHODS = new Set(["toLowerCase", "filter", "reverse", "trim", "slice", "replace", "replaceAll"]);

/** What a node can be replaced with, so that one thing is wrong. */
export function replacementsOf(node: ts.Node): readonly Replacement[] {
	if (ts.isBinaryExpression(node)) return ofBinary(node);
	if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return ofUnary(node);
	if (ts.isIfStatement(node)) return ofCondition(node.expression);
	if (ts.isConditionalExpression(node)) return ofCondition(node.condition);
	if (ts.isWhileStatement(node)) return [{ node: node.expression, operator: "condition", replacement: "false" }];
	if (ts.isCallExpression(node)) return ofCall(node);
	if (ts.isExpressionStatement(node)) return [{ node, operator: "statement", replacement: ";" }];
	if (ts.isBreakOrContinueStatement(node)) return [{ node, operator: "statement", replacement: ";" }];
	return ofLiteral(node);
}

function ofBinary(node: ts.BinaryExpression): readonly Replacement[] {
	const { left, operatorToken, right } = node;
	const text = operatorToken.getText();
	if (text === "??") return [{ node, operator: "default", replacement: left.getText() }];
	if (text === "+" && !isText(left) && !isText(right)) return ofToken(operatorToken, ["-"]);
	return ofToken(operatorToken, BINARY[text] ?? []);
}

function ofToken(node: ts.Node, tokens: readonly string[]): readonly Replacement[] {
	return tokens.map((replacement) => ({ node, operator: node.getText(), replacement }));
}

function ofUnary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): readonly Replacement[] {
	const operand = node.operand.getText();
	switch (node.operator) {
		case ts.SyntaxKind.ExclamationToken:
			return [{ node, operator: "!", replacement: `(${operand})` }];
		case ts.SyntaxKind.MinusToken:
			return [{ node, operator: "sign", replacement: operand }];
		case ts.SyntaxKind.PlusPlusToken:
			return [
				{ node, operator: "++", replacement: ts.isPrefixUnaryExpression(node) ? `--${operand}` : `${operand}--` },
			];
		case ts.SyntaxKind.MinusMinusToken:
			return [
				{ node, operator: "--", replacement: ts.isPrefixUnaryExpression(node) ? `++${operand}` : `${operand}++` },
			];
		default:
			return [];
	}
}

function ofCondition(node: ts.Expression): readonly Replacement[] {
	return ["true", "false"].map((replacement) => ({ node, operator: "condition", replacement }));
}

function ofCall(node: ts.CallExpression): readonly Replacement[] {
	const callee = node.expression;
	if (!ts.isPropertyAccessExpression(callee)) return [];
	const method = callee.name.getText();
	const opposite = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
	if (opposite !== undefined) return [{ node: callee.name, operator: "method", replacement: opposite }];
	if (!DROPPED_METHODS.has(method)) return [];
	return [{ node, operator: "dropped call", replacement: callee.expression.getText() }];
}

function ofLiteral(node: ts.Node): readonly Replacement[] {
	if (isName(node)) return [];
	if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, operator: "boolean", replacement: "false" }];
	if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, operator: "boolean", replacement: "true" }];
	if (ts.isNumericLiteral(node)) {
		return [{ node, operator: "number", replacement: `${Number(node.getText().replaceAll("_", "")) + 1}` }];
	}
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
		return [{ node, operator: "string", replacement: node.text === "" ? '"mutant"' : '""' }];
	}
	if (ts.isTemplateExpression(node)) return [{ node, operator: "string", replacement: '""' }];
	if (node.kind === ts.SyntaxKind.RegularExpressionLiteral)
		return [{ node, operator: "regex", replacement: emptied(node) }];
	if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node)) {
		return [{ node, operator: "array", replacement: "[]" }];
	}
	return [];
}

/** A regular expression that matches nothing, with the flags of this one. */
function emptied(node: ts.Node): string {
	const text = node.getText();
	return `/[]/${text.slice(text.lastIndexOf("/") + 1)}`;
}

/** `{ "from-missing": … }` */
function isName(node: ts.Node): boolean {
	return !ts.isSourceFile(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

/** `[a, b] = …` */
function isTarget(node: ts.ArrayLiteralExpression): boolean {
	return ts.isBinaryExpression(node.parent) && node.parent.left === node;
}

function isText(node: ts.Expression): boolean {
	return ts.isStringLiteral(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
}
