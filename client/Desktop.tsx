/** One session on the screen: header, panels, canvas, legend and table around one explorer. */
import { Drawer, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useClipboard, useLocalStorage, useMediaQuery, useReducedMotion } from '@mantine/hooks';
import { IconDatabaseImport, IconInfoCircle, IconListSearch, IconTerminal2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import classes from './App.module.css';
import { GraphCanvas } from './canvas/GraphCanvas.tsx';
import type { CommandContext } from './explorer/command.ts';
import { EXPAND_LIMIT } from './explorer/selection-commands.ts';
import { useAnswer } from './explorer/use-answer.ts';
import { useRefit } from './explorer/use-refit.ts';
import { useSession } from './explorer/use-session.ts';
import { useShortcuts } from './explorer/use-shortcuts.ts';
import { useStatus } from './explorer/use-status.ts';
import { ContextMenu, type MenuPlace } from './features/context-menu/ContextMenu.tsx';
import { DetailsPanel } from './features/details/DetailsPanel.tsx';
import { EmptyCanvas } from './features/empty/EmptyCanvas.tsx';
import { ExportPanel } from './features/export/ExportPanel.tsx';
import { Header } from './features/header/Header.tsx';
import { toStrongestNames } from './features/imports/import-facts.ts';
import type { ImportQueue } from './features/imports/import-queue.ts';
import { Legend } from './features/legend/Legend.tsx';
import { Busy, DatabaseBanner, Notices } from './features/notices/Notices.tsx';
import { SearchField } from './features/search/SearchField.tsx';
import { ShortcutsDialog } from './features/shortcuts/ShortcutsDialog.tsx';
import { Toolbar, ZoomBar } from './features/toolbar/Toolbar.tsx';
import { SidePanel } from './SidePanel.tsx';
import { TablePanel } from './TablePanel.tsx';
import { Panel } from './ui/Panel.tsx';
import { Rail } from './ui/Rail.tsx';
import { ResizeHandle } from './ui/ResizeHandle.tsx';
import type { Panel as PanelName } from './url-state.ts';
import { useFileDrop } from './use-file-drop.ts';

const PANEL_ICONS = { queries: IconListSearch, cypher: IconTerminal2, imports: IconDatabaseImport };
export const PANEL_NAMES: Record<PanelName, string> = { queries: 'Queries', cypher: 'Cypher', imports: 'Imports' };
const PANEL_ENTRIES = Object.entries(PANEL_NAMES) as [PanelName, string][];
/** The editor needs longer lines than a list. */
const WIDTHS: Record<PanelName, number> = { queries: 320, cypher: 440, imports: 400 };
const SIDE = { min: 240, max: 720 };

type DesktopProps = { imports: ImportQueue; onOtherView: () => void };

export function Desktop({ imports, onOtherView }: DesktopProps) {
  const session = useSession(onOtherView);
  const { canvas, explorer, state, asked, desk, setDesk } = session;
  const { answered, take, draw } = useAnswer(session);
  const { health, unreachable, schema } = useStatus();
  const theme = useComputedColorScheme('light');
  const { toggleColorScheme } = useMantineColorScheme();
  const reducedMotion = useReducedMotion();
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const clipboard = useClipboard();
  const [exporting, setExporting] = useState(false);
  const [listing, setListing] = useState(false);
  const [menu, setMenu] = useState<MenuPlace | undefined>(undefined);
  const [detailsOpen, setDetailsOpen] = useLocalStorage({ key: 'whoasked-details', defaultValue: true });
  const [widths, setWidths] = useLocalStorage({ key: 'whoasked-panel-widths', defaultValue: WIDTHS });
  const [detailsWidth, setDetailsWidth] = useLocalStorage({ key: 'whoasked-details-width', defaultValue: 340 });
  const [zone, setZone] = useLocalStorage({ key: 'whoasked-timezone', defaultValue: 'UTC' });
  const search = useRef<HTMLInputElement>(null);
  const canvasFrame = useRef<HTMLDivElement>(null);
  const timezone = desk.timezone ?? zone;
  const setPanel = (panel: PanelName | undefined) => setDesk({ panel: panel === desk.panel ? undefined : panel });
  const toggleTable = () =>
    setDesk({ table: desk.table ? undefined : answered?.act.type === 'cypher' ? 'cypher' : answered && 'saved' });

  const context: CommandContext = {
    canvas,
    explorer,
    state,
    target: state.selection,
    ui: {
      focusSearch: () => search.current?.select(),
      openPanel: setPanel,
      toggleDetails: () => setDetailsOpen(!detailsOpen),
      toggleTable,
      openExport: () => setExporting(true),
      openShortcuts: () => setListing(true),
      toggleTheme: toggleColorScheme,
      copy: (text, what) => {
        clipboard.copy(text);
        explorer.say(`Copied ${what}.`);
      },
    },
  };
  useShortcuts(context);

  useRefit(canvas, canvasFrame);

  const queryClient = useQueryClient();
  useEffect(() => imports.onImported(() => void queryClient.invalidateQueries()), [imports, queryClient]);
  const dropping = useFileDrop((files) => {
    imports.add(files);
    setDesk({ panel: 'imports' });
  });

  useEffect(() => canvas.setTheme(theme), [canvas, theme]);
  useEffect(() => canvas.setReducedMotion(reducedMotion), [canvas, reducedMotion]);
  useEffect(() => canvas.onContextMenu(({ x, y }) => setMenu({ x, y })), [canvas]);
  useEffect(
    () => canvas.onActivate((node) => void explorer.perform({ type: 'expand', node, limit: EXPAND_LIMIT })),
    [canvas, explorer],
  );

  const show = async (ids: string[], notFound: string[] = []) => {
    if (notFound.length > 0) explorer.note(`Not found: ${notFound.join(', ')}.`);
    const missing = ids.filter((id) => !canvas.hasNode(id));
    if (missing.length > 0) await explorer.perform({ type: 'show', ids: missing });
    const drawn = ids.filter((id) => canvas.hasNode(id));
    canvas.select({ nodes: drawn, edges: [] });
    canvasFrame.current?.querySelector<HTMLElement>('[role=application]')?.focus();
    const [only] = drawn;
    if (drawn.length === 1 && only) canvas.reveal(only);
  };

  const side = desk.panel && (
    <SidePanel
      panel={desk.panel}
      session={session}
      imports={imports}
      onShowDataset={(dataset) => {
        void explorer.perform(toStrongestNames(dataset));
        if (narrow) setDesk({ panel: undefined });
      }}
      timezone={timezone}
      theme={theme}
      onAnswer={(table, answer) => {
        take(table, answer);
        if (narrow) setDesk({ panel: undefined });
      }}
      onFold={() => setDesk({ panel: undefined })}
      handle={
        !narrow && (
          <ResizeHandle
            label="Width of the panel"
            side="left"
            size={widths[desk.panel]}
            {...SIDE}
            onResize={(width) => desk.panel && setWidths({ ...widths, [desk.panel]: width })}
          />
        )
      }
    />
  );
  const hasSelection = state.selection.nodes.length + state.selection.edges.length > 0;
  const details = detailsOpen && (!narrow || hasSelection) && (
    <Panel
      title="Details"
      onFold={() => setDetailsOpen(false)}
      handle={
        !narrow && (
          <ResizeHandle
            label="Width of the details"
            side="right"
            size={detailsWidth}
            {...SIDE}
            onResize={setDetailsWidth}
          />
        )
      }
    >
      <DetailsPanel context={context} timezone={timezone} />
    </Panel>
  );

  return (
    <div className={classes.shell}>
      <Header
        search={<SearchField inputRef={search} onDraw={show} />}
        synthetic={schema?.synthetic ?? false}
        timezone={timezone}
        onTimezone={(next) => {
          setZone(next);
          setDesk({ timezone: next });
        }}
        dark={theme === 'dark'}
        onToggleTheme={toggleColorScheme}
        onShortcuts={() => setListing(true)}
      />
      <DatabaseBanner health={health} unreachable={unreachable} />
      <div className={classes.body}>
        <Rail
          label="Panels"
          items={PANEL_ENTRIES.map(([id, name], index) => ({
            id,
            name,
            keys: `Alt+${index + 1}`,
            icon: PANEL_ICONS[id],
            open: desk.panel === id,
            onPress: () => setPanel(id),
          }))}
        />
        {desk.panel && side && !narrow && (
          <div className={classes.side} data-side="left" style={{ width: widths[desk.panel] }}>
            {side}
          </div>
        )}
        <Drawer
          opened={narrow && desk.panel !== undefined}
          onClose={() => setDesk({ panel: undefined })}
          withCloseButton={false}
          padding={0}
          size={380}
          attributes={{ content: { 'aria-label': desk.panel && PANEL_NAMES[desk.panel] } }}
          styles={{ body: { height: '100%' } }}
        >
          {narrow && side}
        </Drawer>
        <main className={classes.centre}>
          <div className={classes.strip}>
            <Toolbar context={context} />
            <Busy explorer={explorer} asked={asked} layout={state.layout} />
          </div>
          <div ref={canvasFrame} className={classes.canvas}>
            <GraphCanvas canvas={canvas} />
            <div className={classes.notices}>
              <Notices explorer={explorer} asked={asked} />
            </div>
            {state.nodeCount === 0 && !asked.busy && !asked.replaying && schema && (
              <div className={classes.middle}>
                <EmptyCanvas context={context} schema={schema} />
              </div>
            )}
          </div>
          {state.nodeCount > 0 && <Legend canvas={canvas} state={state} end={<ZoomBar context={context} />} />}
          {narrow && details && (
            <div className={classes.below} style={{ height: '38%' }}>
              {details}
            </div>
          )}
          {answered && (
            <TablePanel
              answered={answered}
              open={desk.table !== undefined}
              timezone={timezone}
              onToggle={toggleTable}
              onOpenNode={(id) => void show([id])}
              onDraw={() => draw(answered)}
            />
          )}
          <ContextMenu place={menu} context={context} onClose={() => setMenu(undefined)} />
        </main>
        {details && !narrow && (
          <div className={classes.side} data-side="right" style={{ width: detailsWidth }}>
            {details}
          </div>
        )}
        {!detailsOpen && (
          <Rail
            label="Folded panels"
            side="right"
            items={[
              {
                id: 'details',
                name: 'Details',
                keys: 'D',
                icon: IconInfoCircle,
                open: false,
                onPress: () => setDetailsOpen(true),
              },
            ]}
          />
        )}
      </div>
      {dropping && (
        <div className={classes.dropping} role="status">
          Drop to import
        </div>
      )}
      <ShortcutsDialog opened={listing} onClose={() => setListing(false)} />
      {exporting && (
        <ExportPanel
          canvas={canvas}
          state={state}
          timezone={timezone}
          synthetic={schema?.synthetic ?? false}
          onClose={() => setExporting(false)}
          onSaved={(filename) => explorer.say(`Saved ${filename}.`)}
        />
      )}
    </div>
  );
}
