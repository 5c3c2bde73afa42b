/** What keeps a file from being whole or from being read. */
import { Text } from '@mantine/core';
import classes from './imports.module.css';

export function Warning({ title, children }: { title: string; children: string }) {
  return (
    <div className={classes.warning} role="status">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  );
}
