/** The page that lists every act with its keys. */
import { CloseButton, Group, Kbd, Modal, Text } from '@mantine/core';
import { COMMAND_GROUPS } from '../../explorer/command.ts';
import { COMMANDS, toKeys } from '../../explorer/commands.ts';
import { isMac } from '../../ui/platform.ts';
import classes from './shortcuts.module.css';

const POINTER = [
  ['Select; Shift or Ctrl adds', 'Click'],
  ['Select several', 'Shift + drag'],
  ['Expand', 'Double click'],
  ['Acts for what is under the pointer', 'Right click'],
  ['Walk along the edges of the canvas', 'Arrow keys'],
  ['Expand the selected node', 'Enter'],
  ['Acts for the selected element', 'Shift + F10'],
];

export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      // Mantine's own head is a second banner of the page.
      withCloseButton={false}
      attributes={{ content: { 'aria-label': 'Keyboard shortcuts' } }}
    >
      <Group justify="space-between" mb="sm">
        <Text component="h2">Keyboard shortcuts</Text>
        <CloseButton aria-label="Close" onClick={onClose} />
      </Group>
      <div className={classes.columns}>
        {COMMAND_GROUPS.map((group) => (
          <section key={group} className={classes.group} aria-label={group}>
            <h3 className={classes.title}>{group}</h3>
            {COMMANDS.filter((command) => command.group === group && command.shortcut).map((command) => (
              <div key={command.id} className={classes.line}>
                <span>{command.name}</span>
                <span className={classes.keys}>
                  {toKeys(command.shortcut ?? '', isMac).map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
        <section className={classes.group} aria-label="Pointer and canvas">
          <h3 className={classes.title}>Pointer and canvas</h3>
          {POINTER.map(([what, how]) => (
            <div key={what} className={classes.line}>
              <span>{what}</span>
              <span className={classes.how}>{how}</span>
            </div>
          ))}
        </section>
      </div>
    </Modal>
  );
}
