/** `textDocument/inlayHint`: behind the making of a view, the bytes that it covers. Off by default. */

import { InlayHintRefreshRequest, InlayHintRequest, type InlayHint, type Range } from 'vscode-languageserver-protocol';
import type { MapRegion } from '../../rules/kit/memory-map.ts';
import { bytesText } from '../../rules/present/map/words.ts';
import type { Session } from '../session.ts';
import type { OpenDocument } from '../workspace/document.ts';
import { regionsOf, viewsOf } from '../workspace/maps.ts';
import type { Feature } from './feature.ts';
import { refreshWhenIdle } from './refresh.ts';

export const inlayHint: Feature = {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: false } }),
  initialized: (session) => {
    if (session.client.refreshesHints) refreshWhenIdle(session, InlayHintRefreshRequest.type, ({ inlayHints }) => inlayHints);
  },

  listen: (session) => {
    session.connection.onRequest(InlayHintRequest.type, async ({ textDocument: { uri }, range }, token): Promise<InlayHint[]> => {
      const document = await session.document(uri);
      if (!document?.folder.settings.inlayHints || token.isCancellationRequested) return [];
      return distinct(regionsOf(session, document.folder, document.path).flatMap((region) => hintsOf(session, document, region, range)));
    });
  },
};

function hintsOf({ say }: Session, document: OpenDocument, region: MapRegion, within: Range): InlayHint[] {
  return viewsOf(region).flatMap(({ at, bytes }) => {
    const end = at?.file === document.path ? document.rangeNow(at)?.end : undefined;
    if (!end || end.line < within.start.line || end.line > within.end.line) return [];
    return [{ position: end, label: bytesText(bytes), tooltip: say('The bytes of {0} that this view covers.', region.label), paddingLeft: true }];
  });
}

/** A view that is made in several contexts covers other bytes in each: that is shown as one hint. */
function distinct(hints: readonly InlayHint[]): InlayHint[] {
  const byPlace = new Map<string, InlayHint>();
  for (const hint of hints) {
    const key = `${hint.position.line}:${hint.position.character}`;
    const known = byPlace.get(key);
    if (!known) byPlace.set(key, hint);
    else if (!String(known.label).split(' | ').includes(String(hint.label))) byPlace.set(key, { ...known, label: `${String(known.label)} | ${String(hint.label)}` });
  }
  return [...byPlace.values()];
}
