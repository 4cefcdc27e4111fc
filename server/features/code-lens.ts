/** `textDocument/codeLens`: over an allocation, how often its region is accessed atomically and plainly. Off by default. */

import { CodeLensRefreshRequest, CodeLensRequest, type CodeLens } from 'vscode-languageserver-protocol';
import type { MapRegion } from '../../rules/kit/memory-map.ts';
import { Command } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { OpenDocument } from '../workspace/document.ts';
import { accessesOf, regionsOf } from '../workspace/maps.ts';
import type { Feature } from './feature.ts';
import { refreshWhenIdle } from './refresh.ts';

export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: false } }),
  initialized: (session) => {
    if (session.client.refreshesLenses) refreshWhenIdle(session, CodeLensRefreshRequest.type, ({ codeLens: isOn }) => isOn);
  },

  listen: (session) => {
    session.connection.onRequest(CodeLensRequest.type, async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
      const document = await session.document(uri);
      if (!document?.folder.settings.codeLens || token.isCancellationRequested) return [];
      return regionsOf(session, document.folder, document.path).flatMap((region) => lensOf(session, document, region) ?? []);
    });
  },
};

function lensOf(session: Session, document: OpenDocument, region: MapRegion): CodeLens | undefined {
  const range = region.at?.file === document.path ? document.rangeNow(region.at) : undefined;
  if (!range) return undefined;
  const accesses = accessesOf(region).filter(({ exclusive }) => !exclusive);
  const atomic = accesses.filter((one) => one.atomic).length;
  const title = session.say('{0} atomic, {1} plain', atomic, accesses.length - atomic);
  const isKnown = session.client.options.commands?.includes(Command.showMemoryMap);
  return { range, command: isKnown ? { title, command: Command.showMemoryMap, arguments: [{ uri: document.uri, range }] } : { title, command: '' } };
}
