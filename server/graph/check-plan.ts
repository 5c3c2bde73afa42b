/** Decides by the plan of a query, never by its text, whether it only reads. */
import type { Plan, ResultSummary } from 'neo4j-driver';
import { READING_FUNCTIONS, READING_OPERATORS, READING_PROCEDURES } from './read-only-plans.ts';

/** Operators whose name says nothing to someone who knows Cypher. */
const CLAUSES: Record<string, string> = {
  LoadCSV: 'LOAD CSV reads files and addresses, not the graph',
  TransactionApply: 'CALL … IN TRANSACTIONS is for writing',
  TransactionForeach: 'CALL … IN TRANSACTIONS is for writing',
  ShowTransactions: 'SHOW TRANSACTIONS reads about the server and its users, not the graph',
  TerminateTransactions: 'TERMINATE TRANSACTIONS stops what others run',
  ShowSettings: 'SHOW SETTINGS reads about the server, not the graph',
  ShowProcedures: 'SHOW PROCEDURES reads about the server, not the graph',
  ShowFunctions: 'SHOW FUNCTIONS reads about the server, not the graph',
  AdministrationCommand: 'administration commands are not for here',
};

const TYPES: Record<string, string> = {
  w: 'it writes',
  rw: 'it writes',
  s: 'it changes or reads the schema or the server',
};

function findInPlan(plan: Plan, test: (plan: Plan) => string | undefined): string | undefined {
  return test(plan) ?? plan.children.map((child) => findInPlan(child, test)).find((found) => found !== undefined);
}

function getDetails(plan: Plan): string {
  const details: unknown = plan.arguments.Details;
  return typeof details === 'string' ? details : '';
}

/** `Expand(All)@neo4j` is the operator `Expand` on the database `neo4j`. */
function parseOperator(operatorType: string): { operator: string; database: string | undefined } {
  const [, operator = operatorType, database] = /^([^(@]+)(?:\([^@]*\))?(?:@(.*))?$/.exec(operatorType) ?? [];
  return { operator, database };
}

function findUnknownProcedure(plan: Plan): string | undefined {
  const [, name] = /^\s*([\w.`]+)\s*\(/.exec(getDetails(plan)) ?? [];
  if (name !== undefined && READING_PROCEDURES.has(name)) return undefined;
  return `the procedure ${name ?? 'it calls'} is not one of those that only read the graph`;
}

/** Literals are parameters in a plan, so that a dotted name before a parenthesis is always a call. */
function findUnknownFunction(plan: Plan): string | undefined {
  if (parseOperator(plan.operatorType).operator === 'ProcedureCall') {
    return findCall(getDetails(plan).replace(/^\s*[\w.`]+\s*\(/, ''));
  }
  return findCall(getDetails(plan));
}

function findCall(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(/([\w`]+(?:\s*\.\s*[\w`]+)+)\s*\(/g)) {
    if (!READING_FUNCTIONS.has(name)) return `the function ${name} is not one of those that only read the graph`;
  }
  return undefined;
}

/**
 * A subquery inside a list comprehension, reduce or CASE is no operator of the plan: Neo4j shows it only as text, which it
 * writes itself, keywords in capitals. There it may match and return, nothing else.
 */
function findUnplannedSubquery(plan: Plan): string | undefined {
  const details = getDetails(plan);
  if (/\bLOAD CSV\b/.test(details)) return CLAUSES.LoadCSV;
  if (!/\b(?:COLLECT|COUNT|EXISTS)\s*\{/.test(details)) return undefined;
  const [clause] = /\b(?:CALL|USE|SHOW|TERMINATE)\b/.exec(details) ?? [];
  return clause && `a subquery inside an expression holds ${clause}, and Neo4j gives no plan for it`;
}

/** Why the query behind this plan may do more than read `database`; undefined where it only reads. */
export function findWriteReason(summary: ResultSummary, database: string | undefined): string | undefined {
  const { plan } = summary;
  if (!plan) return 'Neo4j gives no plan for it';
  const byOperator = findInPlan(plan, ({ operatorType }) => {
    const { operator } = parseOperator(operatorType);
    if (CLAUSES[operator]) return CLAUSES[operator];
    return READING_OPERATORS.has(operator) || summary.queryType !== 'r' ? undefined : `its plan holds ${operator}`;
  });
  if (byOperator) return byOperator;
  const byProcedure = findInPlan(plan, (step) =>
    parseOperator(step.operatorType).operator === 'ProcedureCall' ? findUnknownProcedure(step) : undefined,
  );
  if (byProcedure) return byProcedure;
  if (summary.queryType !== 'r') return TYPES[summary.queryType] ?? 'Neo4j does not say that it only reads';
  const byDatabase = findInPlan(plan, ({ operatorType }) => {
    const at = parseOperator(operatorType).database;
    return at === undefined || database === undefined || at.toLowerCase() === database.toLowerCase()
      ? undefined
      : `it uses the database ${at}, not ${database}`;
  });
  return byDatabase ?? findInPlan(plan, findUnplannedSubquery) ?? findInPlan(plan, findUnknownFunction);
}
