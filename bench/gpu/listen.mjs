/** The ear of a page that measures: every line that it tells, and when it has done. */
import { createServer } from 'node:http';

/**
 * Listens on loopback for lines of JSON, one per request.
 * @param {(line: any) => void} hear
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export function listen(hear) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += text));
    request.on('end', () => {
      response.writeHead(204).end();
      hear(JSON.parse(body));
    });
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () =>
      done({
        url: `http://127.0.0.1:${server.address().port}/`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      }),
    );
  });
}
