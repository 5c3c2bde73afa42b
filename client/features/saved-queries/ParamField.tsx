/** One field of a saved query's form, by the type of the parameter. */
import { Autocomplete, Loader, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SavedQueryParam } from '../../../shared/api.ts';
import { api } from '../../api.ts';
import { isRequired, isTimezone, toFieldLabel } from './param-values.ts';

type ParamFieldProps = {
  param: SavedQueryParam;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

const SUGGESTIONS = 20;

export function ParamField({ param, value, error, onChange }: ParamFieldProps) {
  const field = {
    label: toFieldLabel(param.name),
    name: param.name,
    required: isRequired(param),
    withAsterisk: isRequired(param) && param.default === undefined && param.type !== 'timezone',
    error,
    errorProps: { fz: 12 },
    size: 'xs',
  } as const;

  switch (param.type) {
    case 'boolean':
      return (
        <Switch
          label={field.label}
          name={param.name}
          size="sm"
          checked={value === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case 'timezone':
      return <TimezoneField field={field} value={value} onChange={onChange} />;
    case 'datetime':
      return (
        <TextInput
          {...field}
          label={`${field.label} (UTC)`}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'string':
    case 'node':
      return <SuggestedField param={param} field={field} value={value} onChange={onChange} />;
    case 'integer':
    case 'float':
      return (
        <TextInput
          {...field}
          inputMode={param.type === 'integer' ? 'numeric' : 'decimal'}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

type Field = {
  label: string;
  name: string;
  required: boolean;
  /** What the reader has to fill in, because the file gives no default. */
  withAsterisk: boolean;
  error: string | undefined;
  errorProps: { fz: number };
  size: 'xs';
};
type InnerProps = { field: Field; value: string; onChange: (value: string) => void };

function TimezoneField({ field, value, onChange }: InnerProps) {
  const zones = useMemo(() => {
    const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
    if (isTimezone(value)) all.add(value);
    return [...all];
  }, [value]);
  return (
    <Select
      {...field}
      data={zones}
      searchable
      allowDeselect={false}
      limit={100}
      nothingFoundMessage="No such zone"
      value={isTimezone(value) ? value : null}
      onChange={(zone) => zone && onChange(zone)}
    />
  );
}

/** Free text with suggestions from the graph; what is typed counts even where nothing is suggested. */
function SuggestedField({ param, field, value, onChange }: InnerProps & { param: SavedQueryParam }) {
  const [text] = useDebouncedValue(value, 200);
  const source = param.suggestions;
  const suggestions = useQuery({
    queryKey: ['suggestions', source, text],
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) =>
      source ? (await api.suggestions({ ...source, q: text, limit: SUGGESTIONS }, signal)).values : [],
  });
  return (
    <Autocomplete
      {...field}
      data={[...new Set(suggestions.data ?? [])]}
      // The server has already chosen by the text; nothing of its answer is to be hidden again.
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      rightSection={suggestions.isFetching ? <Loader size={12} /> : null}
      selectFirstOptionOnChange={false}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
