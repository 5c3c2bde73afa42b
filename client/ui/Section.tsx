import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Section.module.css';

/** A part of a panel with its heading. `aside` stands at the end of the heading's line. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <Text component="h3" className={classes.title}>
          {title}
        </Text>
        {aside}
      </div>
      {children}
    </section>
  );
}
