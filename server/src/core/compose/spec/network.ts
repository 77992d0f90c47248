import { message } from '../../text/message.ts';
import { oldExternal } from './files.ts';
import { driverOptions, pairs } from './common.ts';
import { choice, flag, key, list, map, mapOf, nothing, suggest, text, value, distinct } from './shape.ts';
import type { ChoiceShape } from './shape.ts';

/** An entry of the top-level `networks`. */
export const network: ChoiceShape = choice(
  map(
    {
      driver: key(
        message('The driver of the network. On a single machine the default is `bridge`.'),
        suggest(
          value('bridge', message('A private network among containers of one host, the default.')),
          value('overlay', message('A network across the hosts of a swarm.')),
          value('macvlan', message('Containers have MAC addresses of their own in the physical network.')),
          value(
            'ipvlan',
            message(
              'Containers have IP addresses of their own in the physical network, and share the MAC address of the host.',
            ),
          ),
          value('host', message("The host's own network.")),
          value('none', message('No network at all.')),
        ),
      ),
      driver_opts: key(
        message('Options for the driver, such as `com.docker.network.driver.mtu: "1450"`.'),
        driverOptions,
      ),
      attachable: key(message('Whether containers outside the project may join, for overlay networks.'), flag),
      enable_ipv4: key(message('Whether containers get IPv4 addresses. They do by default.'), flag),
      enable_ipv6: key(message('Whether containers get IPv6 addresses. By default they do not.'), flag),
      external: key(
        message(
          'With `true` the network is made outside this project: Compose does not create it and fails where it does not exist.',
        ),
        external(),
      ),
      internal: key(message('With `true` the network is cut off from the outside.'), flag),
      ipam: key(
        message('How addresses are given out: subnets, ranges and gateways.'),
        map({
          driver: key(message('The driver that manages addresses, by default `default`.'), text()),
          config: key(
            message('One item for each subnet.'),
            list(
              map({
                subnet: key(message('The subnet in CIDR form, such as `172.28.0.0/16`.'), text()),
                ip_range: key(
                  message('The part of the subnet from which containers get addresses, in CIDR form.'),
                  text(),
                ),
                gateway: key(message('The gateway of the subnet.'), text()),
                aux_addresses: key(
                  message('Addresses that are already taken in the subnet, from host name to IP address.'),
                  mapOf({ label: 'host', value: text() }),
                ),
              }),
            ),
          ),
          options: key(message('Options for the address driver.'), mapOf({ label: 'option', value: text() })),
        }),
      ),
      labels: key(message('Labels for the network.'), distinct(pairs('label'))),
      name: key(
        message('The real name of the network, used as it is, without the name of the project before it.'),
        text(),
      ),
    },
    { page: 'networks' },
  ),
  nothing,
);

/** `external`: a switch, or the old map with a name. */
export function external(): ChoiceShape {
  return choice(
    flag,
    map({
      name: key(message('The real name of the thing outside.'), text(), {
        deprecated: oldExternal,
      }),
    }),
  );
}
