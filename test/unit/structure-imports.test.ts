/** Who may import what: one way through the layers, two walls, no feature into another. */
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { parseSource, readSources, type Source } from '../helpers/source-tree.ts';

/** The folders a folder may import from. The first that fits a file holds. */
const MAY_IMPORT: [folder: string, allowed: string[]][] = [
  ['shared/', ['shared/']],
  ['server/import/', ['shared/', 'server/']],
  ['server/', ['shared/', 'server/']],
  ['scripts/', ['shared/', 'server/', 'scripts/']],
  ['client/canvas/', ['shared/', 'client/canvas/', 'client/ui/']],
  ['client/ui/', ['shared/', 'client/ui/', 'client/api.ts', 'client/canvas/types.ts']],
  ['client/', ['shared/', 'client/']],
  ['test/', ['']],
  ['vite.config.ts', []],
  ['vitest.config.ts', []],
];

/** The only folders that import a package. */
const WALLS: Record<string, string[]> = {
  'neo4j-driver': ['server/graph/', 'scripts/bench/', 'test/'],
  cytoscape: ['client/canvas/', 'scripts/bench/', 'test/'],
  'cytoscape-fcose': ['client/canvas/', 'scripts/bench/', 'test/'],
};

/** Packages of the tests may be used by what is no part of the running product. */
const DEVELOPMENT = [
  'test/',
  'scripts/bench/',
  'scripts/chromium.ts',
  'scripts/screenshot.ts',
  'scripts/test.ts',
  'vitest.config.ts',
];

function isIn(file: string, folders: string[]): boolean {
  return folders.some((folder) => file.startsWith(folder));
}

function isOurs(target: string): boolean {
  return /[/.]/.test(target) && !target.startsWith('@') && !target.startsWith('node:') && !isPackage(target);
}

function isPackage(target: string): boolean {
  return target in packageJson.dependencies || target in packageJson.devDependencies;
}

function getFeature(file: string): string | undefined {
  return /^client\/features\/([^/]+)\//.exec(file)?.[1];
}

function findOffences({ file, imports }: Source): string[] {
  const [folder, allowed = []] = MAY_IMPORT.find(([start]) => file.startsWith(start)) ?? [];
  if (folder === undefined) return [`${file} lies in no folder of the layout`];
  return imports.flatMap((target) => {
    const problems: string[] = [];
    const ours = isOurs(target);
    if (ours && target !== 'package.json' && !isIn(target, allowed)) problems.push('goes against the one way');
    const feature = getFeature(target);
    if (feature && getFeature(file) && feature !== getFeature(file)) problems.push('joins two features');
    if (target in WALLS && !isIn(file, WALLS[target] ?? [])) problems.push('goes through a wall');
    if (target.startsWith('node:') && isIn(file, ['client/', 'shared/'])) problems.push('is not in a browser');
    if (!ours && !target.startsWith('node:')) {
      if (!isPackage(target)) problems.push('is in no list of package.json');
      else if (!(target in packageJson.dependencies) && !isIn(file, DEVELOPMENT)) problems.push('is a dev dependency');
    }
    return problems.map((problem) => `${file} → ${target} ${problem}`);
  });
}

describe('imports', () => {
  it.each(readSources().map((source) => [source.file, source] as const))('of %s are allowed', (_, source) => {
    expect(findOffences(source)).toEqual([]);
  });
});

describe('the check of imports', () => {
  it.each([
    ['shared/graph.ts', `import { parseConfig } from '../server/config.ts';`],
    ['shared/graph.ts', `import fs from 'node:fs';`],
    ['server/app.ts', `import type { Canvas } from '../client/canvas/types.ts';`],
    ['server/app.ts', `import { run } from '../scripts/import.ts';`],
    ['server/app.ts', `export { run } from '../test/helpers/database.ts';`],
    ['server/app.ts', `import { chromium } from 'playwright-core';`],
    ['server/app.ts', `import lodash from 'lodash';`],
    ['server/routes/nodes.ts', `import neo4j from 'neo4j-driver';`],
    ['server/import/write.ts', `import type { Driver } from 'neo4j-driver';`],
    ['server/import/write.ts', `export type Session = import('neo4j-driver').Session;`],
    ['client/App.tsx', `import { parseConfig } from '../server/config.ts';`],
    ['client/App.tsx', `import cytoscape from 'cytoscape';`],
    ['client/features/search/Search.tsx', `const cytoscape = await import('cytoscape');`],
    ['client/features/search/Search.tsx', `import { Details } from '../details/Details.tsx';`],
    ['client/ui/Count.tsx', `import { Details } from '../features/details/Details.tsx';`],
    ['client/canvas/layouts/fcose.ts', `new Worker(new URL('../../features/x/worker.ts', import.meta.url));`],
    ['tools/thing.ts', `export const thing = 1;`],
  ])('finds what is wrong in %s: %s', (file, text) => {
    expect(findOffences(parseSource(file, text))).toHaveLength(1);
  });

  it.each([
    ['server/graph/search.ts', `import neo4j from 'neo4j-driver'; import { Graph } from '../../shared/graph.ts';`],
    ['client/canvas/create.ts', `import cytoscape, { type Core } from 'cytoscape';`],
    ['client/features/search/Search.tsx', `import '@mantine/core/styles.css'; import { Box } from './Box.tsx';`],
    ['scripts/import.ts', `import { run } from '../server/import/run.ts'; import path from 'node:path';`],
  ])('lets %s be: %s', (file, text) => {
    expect(findOffences(parseSource(file, text))).toEqual([]);
  });
});
