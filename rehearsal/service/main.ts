import { createServer } from 'node:http';
const server = createServer((_request, response) => response.end('stand-in'));
server.listen(5000, '0.0.0.0', () => console.log('Now listening on: http://0.0.0.0:5000'));
process.on('SIGTERM', () => process.exit(0));
