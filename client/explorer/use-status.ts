/** What the server says about itself: whether Neo4j is there, and what the database holds. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../api.ts';

const WELL_MS = 15_000;
const AWAY_MS = 2000;

/** Asks again and again, more often while something is away; what failed meanwhile is asked anew when it is back. */
export function useStatus() {
  const queryClient = useQueryClient();
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => api.health(signal),
    refetchInterval: ({ state }) => (state.data?.status === 'ok' && state.status !== 'error' ? WELL_MS : AWAY_MS),
    retry: false,
    staleTime: 0,
  });
  const schema = useQuery({
    queryKey: ['schema'],
    queryFn: ({ signal }) => api.schema(signal),
    // The first screen hangs on it, and a busy server may refuse it once without ever being away.
    refetchInterval: ({ state }) => (state.status === 'error' ? AWAY_MS : false),
  });
  const away = health.isError || health.data?.status === 'unavailable';
  const wasAway = useRef(false);

  useEffect(() => {
    if (wasAway.current && !away) {
      void queryClient.invalidateQueries({
        predicate: ({ queryKey, state }) => queryKey[0] !== 'health' && state.status === 'error',
      });
    }
    wasAway.current = away;
  }, [away, queryClient]);

  return { health: health.data, unreachable: health.isError, schema: schema.data };
}
