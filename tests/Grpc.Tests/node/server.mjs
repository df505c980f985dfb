// Serves talk.proto on a free loopback port until it is killed. Prints "port N" first, then "began ID" when a call has
// begun to wait and "given-up ID" when its caller has gone or its deadline has passed.
import { grpc, Talk } from './talk.mjs';

function begin(call) {
  const echo = new grpc.Metadata();
  for (const key of Object.keys(call.metadata.getMap()).filter((key) => key.startsWith('x-'))) {
    call.metadata.get(key).forEach((value) => echo.add(key, value));
  }

  call.sendMetadata(echo.clone());
  return echo;
}

/** Does what the question says; then hands on, or ends the call with what went wrong. */
function obey(call, question, trailers, finish) {
  if (question.wait) {
    const id = call.metadata.get('x-call')[0];
    call.on('cancelled', () => console.log(`given-up ${id}`));
    console.log(`began ${id}`);
  } else if (question.fail_with > 0) {
    trailers.set('x-reason', 'asked');
    finish({ code: question.fail_with, details: question.text, metadata: trailers });
  } else {
    finish(null);
  }
}

const service = {
  Ask(call, callback) {
    const trailers = begin(call);
    const { text } = call.request;
    obey(call, call.request, trailers, (error) => callback(error, { text, number: text.length }, trailers));
  },
  Gather(call, callback) {
    const trailers = begin(call);
    const texts = [];
    call.on('data', (question) => texts.push(question.text));
    call.on('end', () => callback(null, { text: texts.join(' '), number: texts.length }, trailers));
  },
  Count(call) {
    const trailers = begin(call);
    const { text, count } = call.request;
    for (let number = 0; number < count; number += 1) {
      call.write({ text, number });
    }

    obey(call, call.request, trailers, (error) => (error ? call.emit('error', error) : call.end(trailers)));
  },
  Chat(call) {
    const trailers = begin(call);
    let number = 0;
    call.on('data', (question) => {
      call.write({ text: question.text, number });
      number += 1;
    });
    call.on('end', () => call.end(trailers));
  },
};

const server = new grpc.Server();
server.addService(Talk.service, service);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }

  console.log(`port ${port}`);
});
