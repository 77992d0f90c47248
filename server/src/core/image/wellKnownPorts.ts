/** A port that programs usually listen on. */
export interface WellKnownPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** What listens there; a name that is the same in every language. */
  readonly service: string;
}

/** Ports that images usually expose. */
export const wellKnownPorts: readonly WellKnownPort[] = [
  { port: 80, protocol: 'tcp', service: 'HTTP' },
  { port: 443, protocol: 'tcp', service: 'HTTPS' },
  { port: 8080, protocol: 'tcp', service: 'HTTP' },
  { port: 3000, protocol: 'tcp', service: 'Node.js, Rails, Grafana' },
  { port: 5000, protocol: 'tcp', service: 'Flask' },
  { port: 8000, protocol: 'tcp', service: 'Django, FastAPI' },
  { port: 8443, protocol: 'tcp', service: 'HTTPS' },
  { port: 5432, protocol: 'tcp', service: 'PostgreSQL' },
  { port: 3306, protocol: 'tcp', service: 'MySQL, MariaDB' },
  { port: 1433, protocol: 'tcp', service: 'SQL Server' },
  { port: 1521, protocol: 'tcp', service: 'Oracle Database' },
  { port: 27017, protocol: 'tcp', service: 'MongoDB' },
  { port: 6379, protocol: 'tcp', service: 'Redis, Valkey' },
  { port: 11211, protocol: 'tcp', service: 'Memcached' },
  { port: 9200, protocol: 'tcp', service: 'Elasticsearch, OpenSearch' },
  { port: 5672, protocol: 'tcp', service: 'AMQP, RabbitMQ' },
  { port: 9092, protocol: 'tcp', service: 'Kafka' },
  { port: 4222, protocol: 'tcp', service: 'NATS' },
  { port: 1883, protocol: 'tcp', service: 'MQTT' },
  { port: 9090, protocol: 'tcp', service: 'Prometheus' },
  { port: 50051, protocol: 'tcp', service: 'gRPC' },
  { port: 21, protocol: 'tcp', service: 'FTP' },
  { port: 22, protocol: 'tcp', service: 'SSH' },
  { port: 25, protocol: 'tcp', service: 'SMTP' },
  { port: 53, protocol: 'udp', service: 'DNS' },
  { port: 123, protocol: 'udp', service: 'NTP' },
  { port: 389, protocol: 'tcp', service: 'LDAP' },
  { port: 51820, protocol: 'udp', service: 'WireGuard' },
];
