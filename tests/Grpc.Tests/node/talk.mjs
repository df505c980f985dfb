// What the client and the server in this folder share: the service of talk.proto as grpc-js sees it.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const proto = fileURLToPath(new URL('../Protos/talk.proto', import.meta.url));
const definition = loader.loadSync(proto, { keepCase: true, defaults: true });

export const { Talk } = grpc.loadPackageDefinition(definition).grpctests.talk.v1;
export { grpc };
