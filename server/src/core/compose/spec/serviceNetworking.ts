import { message } from '../../text/message.ts';
import { driverOptions, extraHosts, oneOrMore, texts } from './common.ts';
import {
  choice,
  integer,
  key,
  list,
  map,
  mapOf,
  nothing,
  plainInteger,
  plainNumber,
  suggest,
  text,
  value,
  distinct,
} from './shape.ts';
import type { Keys, MapShape } from './shape.ts';

const portKeys: MapShape = map(
  {
    target: key(message('The port in the container.'), integer({ minimum: 0 })),
    published: key(
      message('The port on the host; a range such as `"8080-8090"` does as well. Left out, one is chosen.'),
      choice(text(), plainInteger),
    ),
    host_ip: key(message('The address of the host to listen on. By default `0.0.0.0`: all of them.'), {
      format: 'ip',
      ...suggest(
        value('127.0.0.1', message('Only this machine can connect.')),
        value('0.0.0.0', message('Everyone who reaches the host can connect.')),
      ),
    }),
    protocol: key(message('The protocol, by default `tcp`.'), suggest('tcp', 'udp', 'sctp')),
    mode: key(
      message('How the port is published in a swarm.'),
      suggest(
        value('ingress', message('Balanced over the nodes, the default.')),
        value('host', message('On the node of the container only.')),
      ),
    ),
    app_protocol: key(
      message('What is spoken on the port, such as `http`: a hint for tools.'),
      suggest('http', 'https', 'grpc', 'mysql', 'postgres', 'redis'),
    ),
    name: key(message('A name for the port, for people.'), text()),
  },
  { needs: ['target'] },
);

const membership: MapShape = map({
  aliases: key(message('More host names of the service in this network.'), texts),
  ipv4_address: key(message('A fixed IPv4 address in this network, which must declare a subnet that has it.'), text()),
  ipv6_address: key(message('A fixed IPv6 address in this network.'), text()),
  link_local_ips: key(message('Link-local addresses.'), texts),
  mac_address: key(message('The MAC address in this network.'), text()),
  interface_name: key(message('The name of the network interface in the container, such as `eth0`.'), text()),
  driver_opts: key(message('Options for the driver of the network.'), driverOptions),
  priority: key(message('The order of joining networks: higher numbers first, by default 0.'), plainNumber),
  gw_priority: key(message('The network with the highest number is the default gateway; by default 0.'), plainNumber),
});

/** The keys of a service that are about networks, ports and names. */
export const networking: Keys = {
  ports: key(
    message(
      'Ports that are published on the host: `[host-ip:][host-port:]container-port[/protocol]`. Put the short form in quotes.',
    ),
    list(choice(text({ format: 'port' }), portKeys, { ...plainInteger, minimum: 1, maximum: 65_535 })),
  ),
  expose: key(
    message('Ports for other services only, not for the host, as `port[-port][/protocol]`.'),
    list(choice(text(), plainInteger)),
  ),
  networks: key(
    message('The networks that the service joins; as a map with aliases and addresses. Left out, it joins `default`.'),
    choice(
      distinct(list(text({ names: { kind: 'network', form: 'alone' } }))),
      mapOf({
        label: 'network',
        names: 'network',
        pattern: /^[a-zA-Z0-9._-]+$/,
        value: choice(membership, nothing),
      }),
    ),
  ),
  network_mode: key(message('The network mode. Not together with `networks`.'), {
    ...suggest(
      value('bridge', message("Docker's default bridge network.")),
      value('host', message("The host's own network.")),
      value('none', message('No network at all.')),
      value('service:', message('The network of another service, whose name follows.')),
      value('container:', message('The network of another container, whose name or id follows.')),
    ),
    names: { kind: 'service', form: 'behind service:' },
  }),
  links: key(
    message(
      'Names under which another service is reached, as `service[:alias]`. Services of one network find each other by name without it.',
    ),
    list(text({ names: { kind: 'service', form: 'before colon' } })),
  ),
  external_links: key(message('Names for containers outside this project, as `container[:alias]`.'), distinct(texts)),
  hostname: key(message('The host name of the container.'), text()),
  domainname: key(message('The domain name of the container.'), text()),
  extra_hosts: key(
    message('Host names and addresses for `/etc/hosts`, as `host=IP`; `host-gateway` is the host itself.'),
    extraHosts,
  ),
  dns: key(message('DNS servers of your own.'), oneOrMore(text())),
  dns_opt: key(message('Options for `/etc/resolv.conf`.'), texts),
  dns_search: key(message('Domains in which short host names are looked up.'), oneOrMore(text())),
  mac_address: key(message('The MAC address of the container.'), text()),
};
