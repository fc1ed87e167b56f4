/** Far above what a service with all its threads takes, and far below what would hold up the host. */
const PIDS_LIMIT = 2048;

/** What every container is kept from: no capabilities, none to be had later, and no end of processes. */
export const HARDENED = {
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges'],
  PidsLimit: PIDS_LIMIT,
};

/** The host gets no address on the bridge, so that no container finds the host's services there. Podman passes it over. */
export const NO_HOST_ADDRESS = { 'com.docker.network.bridge.inhibit_ipv4': 'true' };

/** What comes in at a published port is answered; what a container begins by itself is not given the host's address. */
export const NO_MASQUERADE = { 'com.docker.network.bridge.enable_ip_masquerade': 'false' };
