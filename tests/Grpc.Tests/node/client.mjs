// Calls the server at the address given, once in every way, and prints what it saw as a line "report" with JSON.
import { grpc, Talk } from './talk.mjs';

const [address] = process.argv.slice(2);
const client = new Talk(address, grpc.credentials.createInsecure());
const gzipClient = new Talk(address, grpc.credentials.createInsecure(), {
  'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip,
});

function marked(id, entries = {}) {
  const metadata = new grpc.Metadata();
  metadata.set('x-call', id);
  Object.entries(entries).forEach(([key, value]) => metadata.set(key, value));
  return metadata;
}

const plain = (metadata) =>
  Object.fromEntries(
    Object.entries(metadata.getMap()).map(([key, value]) => [key, Buffer.isBuffer(value) ? value.toString('base64') : value]),
  );

/** Everything that a call gives, whatever its kind: answers, code, detail, headers, trailers. */
function outcome(call, whenHeaders) {
  return new Promise((resolve) => {
    const seen = { answers: [], headers: {} };
    call.on('metadata', (headers) => {
      seen.headers = plain(headers);
      whenHeaders?.();
    });
    call.on('data', (answer) => seen.answers.push(answer));
    call.on('error', () => {});
    call.on('status', ({ code, details, metadata }) => resolve({ ...seen, code, details, trailers: plain(metadata) }));
  });
}

/** A call with one answer reports it to a callback, which comes before or after the status. */
async function single(start, whenHeaders) {
  let call;
  const answered = new Promise((resolve) => {
    call = start((error, answer) => resolve(error ? [] : [answer]));
  });
  const seen = await outcome(call, () => whenHeaders?.(call));
  return { ...seen, answers: await answered };
}

function gather() {
  return single((callback) => {
    const call = client.Gather(marked('node-gather'), callback);
    ['one', 'two', 'three'].forEach((text) => call.write({ text }));
    call.end();
    return call;
  });
}

function chat() {
  const call = client.Chat(marked('node-chat'));
  let asked = 0;
  const askNext = () => {
    if (asked === 3) {
      call.end();
    } else {
      call.write({ text: `question ${asked}` });
      asked += 1;
    }
  };
  call.on('data', askNext);
  askNext();
  return outcome(call);
}

const scenarios = {
  ask: () => single((callback) => client.Ask({ text: 'hello' }, marked('node-ask'), callback)),
  gather,
  count: () => outcome(client.Count({ count: 5 }, marked('node-count'))),
  chat,
  deadline: () =>
    single((callback) => client.Ask({ wait: true }, marked('node-deadline'), { deadline: Date.now() + 2000 }, callback)),
  cancel: () =>
    single(
      (callback) => client.Ask({ wait: true }, marked('node-cancel'), callback),
      (call) => call.cancel(),
    ),
  status: () =>
    single((callback) => client.Ask({ text: 'no: 100 % “not now” — später', fail_with: 9 }, marked('node-status'), callback)),
  gzip: () => single((callback) => gzipClient.Ask({ text: 'a'.repeat(10_000) }, marked('node-gzip'), callback)),
  binary: () =>
    single((callback) =>
      client.Ask({}, marked('node-binary', { 'x-data-bin': Buffer.from(Array.from({ length: 256 }, (_, i) => i)) }), callback),
    ),
};

const results = await Promise.all(Object.entries(scenarios).map(async ([name, run]) => [name, await run()]));
console.log(`report ${JSON.stringify(Object.fromEntries(results))}`);
client.close();
gzipClient.close();
