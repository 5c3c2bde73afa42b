/** One field for names, addresses, networks and organizations, with hits while typing. */
import { CloseButton, Combobox, Kbd, Loader, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import type { SearchAnswer } from '../../../shared/api.ts';
import { api } from '../../api.ts';
import { toMessage } from '../../ui/FailureNotice.tsx';
import { formatCounted } from '../../ui/format.ts';
import { isMac } from '../../ui/platform.ts';
import { SearchHit } from './SearchHit.tsx';
import classes from './search.module.css';
import { isCidr, isList, sayLimits, toOneLine } from './search-text.ts';

type SearchFieldProps = {
  inputRef: RefObject<HTMLInputElement | null>;
  /** Draws these nodes; `notFound` are entries of a list that match nothing. */
  onDraw: (ids: string[], notFound: string[]) => void;
};

const HITS = 12;
const LIST_HITS = 500;
/** A list shows this many of its hits; "Draw all" takes the rest too. */
const LISTED = 50;
const ALL = ' all';

function toSearch(text: string) {
  const q = text.trim();
  const limit = isList(q) || isCidr(q) ? LIST_HITS : HITS;
  return {
    queryKey: ['search', q, limit],
    queryFn: ({ signal }: { signal: AbortSignal }) => api.search({ q, limit }, signal),
  };
}

export function SearchField({ inputRef, onDraw }: SearchFieldProps) {
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text, 120);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const queryClient = useQueryClient();
  const search = useQuery({ ...toSearch(typed), enabled: typed.trim() !== '', placeholderData: (known) => known });
  const answer = text.trim() === '' ? undefined : search.data;
  const list = isList(text) || isCidr(text) || (answer?.notFound.length ?? 0) > 0;
  const hits = answer?.nodes.slice(0, list ? LISTED : HITS) ?? [];
  // The network that a CIDR names comes before all of its addresses.
  const before = isCidr(text) && hits[0]?.labels.includes('BGPPrefix') ? 1 : 0;
  const limits = answer && sayLimits(answer, list ? LISTED : undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first hit is chosen again whenever there are other hits
  useEffect(() => {
    combobox.selectFirstOption();
  }, [answer]);

  const finish = () => {
    setText('');
    combobox.closeDropdown();
  };

  const draw = (choice: string, found: SearchAnswer) => {
    const ids = choice === ALL ? found.nodes.map((node) => node.id) : [choice];
    onDraw(ids, choice === ALL ? found.notFound : []);
    finish();
  };

  /** Enter before the hits have come waits for them. */
  const drawBest = async () => {
    const found = await queryClient.fetchQuery(toSearch(text)).catch(() => undefined);
    const best = found?.nodes[0];
    if (found && best) draw(isList(text) || found.notFound.length > 0 ? ALL : best.id, found);
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(choice) => answer && draw(choice, answer)}
      withinPortal={false}
      position="bottom-start"
      offset={4}
      shadow="md"
    >
      <Combobox.Target>
        <TextInput
          ref={inputRef}
          className={classes.field}
          size="sm"
          aria-label="Search names, addresses, networks and organizations"
          placeholder="Search a name, IP, AS64500, organization, or paste a list"
          value={text}
          leftSection={search.isFetching ? <Loader size={14} /> : <IconSearch size={16} aria-hidden />}
          rightSection={
            text === '' ? (
              <Kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</Kbd>
            ) : (
              <CloseButton size="sm" aria-label="Clear the search" onClick={finish} />
            )
          }
          rightSectionWidth={text === '' ? 56 : 30}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => text !== '' && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            if (!/[\r\n]/.test(pasted.trim())) return;
            event.preventDefault();
            setText(text + toOneLine(pasted));
            combobox.openDropdown();
          }}
          onKeyDownCapture={(event) => {
            if (event.key !== 'Enter' || (typed === text && answer && !search.isPlaceholderData)) return;
            event.preventDefault();
            event.stopPropagation();
            void drawBest();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text === '') event.currentTarget.blur();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.trim() === ''} className={classes.dropdown}>
        <Combobox.Options mah={420} className={classes.options} aria-label="Hits">
          {search.isError && (
            <Combobox.Empty>
              <Text size="sm" c="red">
                {toMessage(search.error)}
              </Text>
            </Combobox.Empty>
          )}
          {hits.slice(0, before).map((node) => (
            <SearchHit key={node.id} node={node} />
          ))}
          {answer && list && answer.nodes.length > 0 && (
            <Combobox.Option value={ALL} className={classes.all}>
              Draw all {formatCounted(answer.nodes.length, 'node')} found
              {answer.notFound.length > 0 && (
                <Text size="xs" c="dimmed" lineClamp={2}>
                  Not found: {answer.notFound.join(', ')}
                </Text>
              )}
            </Combobox.Option>
          )}
          {hits.slice(before).map((node) => (
            <SearchHit key={node.id} node={node} />
          ))}
          {answer && answer.nodes.length === 0 && !search.isError && (
            <Combobox.Empty>
              Nothing in the database matches “{text.trim()}”. Try the beginning of a name, an address, a CIDR or
              AS64500.
            </Combobox.Empty>
          )}
        </Combobox.Options>
        {limits && (
          <Combobox.Footer>
            <Text size="xs" c="dimmed">
              {limits}
            </Text>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
