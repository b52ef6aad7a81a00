import ts from "typescript";

const WORDING_CALLS = new Set([
	"callerError",
	"problem",
	"fault",
	"tooMany",
	"unusable",
	"noMessage",
	"wrongIdentities",
]);
const WORDING_NAMES = /^(comment|detail|sentence|COMMENTS|message)$/;

/** Text for people alone: what it says is no behaviour that a test should pin word by word. */
export function isWording(node: ts.Node): boolean {
	if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
		return WORDING_NAMES.test(node.name.getText()) && node.initializer !== undefined && !hasDecision(node.initializer);
	}
	if (!isText(node) || node.getText().length < 4) return false;
	const { parent } = node;
	return ts.isCallExpression(parent) && WORDING_CALLS.has(parent.expression.getText()) && !isCode(node.getText());
}

function isText(node: ts.Node): boolean {
	return ts.isStringLiteral(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

/** `"ERR_MAILPROOF_OPTION"`, `"tag-syntax"`: what a program compares. */
function isCode(text: string): boolean {
	return /^"(?:[A-Z_]+|[a-z0-9]+(?:-[a-z0-9]+)+)"$/.test(text);
}

function hasDecision(node: ts.Node): boolean {
	return ts.isConditionalExpression(node) || ts.isBinaryExpression(node) || ts.isFunctionLike(node);
}
