/** The panel beside the canvas that the rail opened. */
import { Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import type { CypherAnswer } from '../shared/api.ts';
import type { Session } from './explorer/use-session.ts';
import { ImportsPanel } from './features/imports/ImportsPanel.tsx';
import type { ImportQueue } from './features/imports/import-queue.ts';
import { SavedQueriesPanel } from './features/saved-queries/SavedQueriesPanel.tsx';
import { Panel } from './ui/Panel.tsx';
import type { Panel as PanelName } from './url-state.ts';

/** The editor is a third of the program's size: it is fetched when it is used. */
const CypherPanel = lazy(async () => ({ default: (await import('./features/cypher/CypherPanel.tsx')).CypherPanel }));

const TITLES: Record<PanelName, string> = { queries: 'Saved queries', cypher: 'Cypher', imports: 'Imports' };

type SidePanelProps = {
  panel: PanelName;
  session: Session;
  imports: ImportQueue;
  onShowDataset: (dataset: string) => void;
  timezone: string;
  theme: 'light' | 'dark';
  onAnswer: (table: 'saved' | 'cypher', answer: { answer: CypherAnswer; title: string }) => void;
  onFold: () => void;
  /** Resizes the panel, where its width can be chosen. */
  handle: ReactNode;
};

export function SidePanel({
  panel,
  session: { desk, setDesk },
  imports,
  onShowDataset,
  timezone,
  theme,
  onAnswer,
  onFold,
  handle,
}: SidePanelProps) {
  return (
    <Panel title={TITLES[panel]} onFold={onFold} filled={panel === 'cypher'} handle={handle}>
      {panel === 'queries' && (
        <SavedQueriesPanel
          selected={desk.saved}
          onSelect={(saved) => setDesk({ saved })}
          onAnswer={(answer) => onAnswer('saved', answer)}
          onOpenInEditor={(text, params) => setDesk({ cypher: { text, params }, panel: 'cypher' })}
          timezone={timezone}
        />
      )}
      {panel === 'cypher' && (
        <Suspense fallback={<Loader size="sm" m="md" aria-label="Loading the editor" />}>
          <CypherPanel
            query={desk.cypher?.text ?? ''}
            params={desk.cypher?.params}
            onQueryChange={(text, params) => setDesk({ cypher: { text, params } })}
            onAnswer={(answer) => onAnswer('cypher', answer)}
            theme={theme}
          />
        </Suspense>
      )}
      {panel === 'imports' && <ImportsPanel queue={imports} timezone={timezone} onShow={onShowDataset} />}
    </Panel>
  );
}
