/** What the editor asks its language worker, and what it answers. Positions are offsets into the text. */

export type LanguageSchema = {
  labels: string[];
  relationshipTypes: string[];
  propertyKeys: string[];
  graphSchema: { from: string; relType: string; to: string }[];
  parameters: Record<string, unknown>;
};

export type Token = { from: number; to: number; type: string };
export type Completion = {
  label: string;
  apply?: string;
  isSnippet: boolean;
  type: string;
  detail: string;
  info: string;
};
export type Problem = { from: number; to: number; severity: 'error' | 'warning'; message: string };

export type LanguageQuestion =
  | { type: 'highlight'; text: string }
  | { type: 'complete'; text: string; position: number; isManual: boolean }
  | { type: 'lint'; text: string };

export type LanguageAnswer = { highlight: Token[]; complete: Completion[]; lint: Problem[] };

export type LanguageRequest = { schema: LanguageSchema } & LanguageQuestion;
export type LanguageResponse = {
  type: LanguageQuestion['type'];
  answer?: LanguageAnswer[keyof LanguageAnswer];
  error?: string;
};
