/** Column maps of well-known exports. Each names where its columns were read; docs/formats.md lists them. */
import type { ColumnMap } from './record.ts';

export type Preset = {
  /** The format's id. */
  format: 'csv' | 'jsonl';
  map: ColumnMap;
};

export const PRESETS: Readonly<Record<string, Preset>> = {
  // AdguardTeam/AdGuardHome, internal/querylog/entry.go. The answer is a message in base64 and is not read.
  'adguard-home': { format: 'jsonl', map: { client: 'IP', name: 'QH', time: 'T', qtype: 'QT' } },
  // developers.cloudflare.com/logs/logpush/logpush-job/datasets/account/gateway_dns
  'cloudflare-gateway': {
    format: 'jsonl',
    map: { client: 'SrcIP', name: 'QueryName', time: 'Datetime', qtype: 'QueryTypeName', rcode: 'RCode' },
  },
  // docs.umbrella.com/umbrella-user-guide/docs/dns-log-formats: no header; the internal address where it is known.
  'cisco-umbrella': { format: 'csv', map: { client: '4|5', name: '9', time: '1', qtype: '7', rcode: '8' } },
  // elastic.co/docs/reference/ecs/ecs-dns
  'elastic-ecs': {
    format: 'jsonl',
    map: {
      client: 'source.ip',
      name: 'dns.question.name',
      time: '@timestamp',
      qtype: 'dns.question.type',
      rcode: 'dns.response_code',
      answers: 'dns.answers',
    },
  },
  // Header of the downloaded log, as programs that read it list it.
  nextdns: { format: 'csv', map: { client: 'client_ip', name: 'domain', time: 'timestamp', qtype: 'query_type' } },
  // docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html
  'route53-resolver': {
    format: 'jsonl',
    map: {
      client: 'srcaddr',
      name: 'query_name',
      time: 'query_timestamp',
      qtype: 'query_type',
      rcode: 'rcode',
      answers: 'answers',
    },
  },
  // help.splunk.com, Common Information Model, Network Resolution (DNS)
  'splunk-cim': {
    format: 'csv',
    map: { client: 'src', name: 'query', time: '_time', qtype: 'record_type', rcode: 'reply_code', answers: 'answer' },
  },
};
