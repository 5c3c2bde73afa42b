/** Where files come in: by a button, or dropped anywhere on the page. */
import { Button, FileButton, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import classes from './imports.module.css';

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <section className={classes.dropZone} aria-label="Import files">
      <IconFileImport size={22} stroke={1.5} aria-hidden className={classes.dropIcon} />
      <Text size="sm">Drop DNS logs anywhere on this page, or</Text>
      <FileButton multiple onChange={onFiles}>
        {(props) => (
          <Button {...props} variant="default">
            Choose files
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed">
        Plain, .gz or .zst. Nothing is written before you have seen what is in them.
      </Text>
    </section>
  );
}
