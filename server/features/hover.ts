/** `textDocument/hover`: what a view, an access or a region is in the document's terms, its bytes, and who touches them. */

import { HoverRequest, MarkupKind, type Hover } from 'vscode-languageserver-protocol';
import type { MapAccess, MapRegion, MapView } from '../../rules/kit/memory-map.ts';
import { mapText } from '../../rules/present/map/text.ts';
import { bytesText } from '../../rules/present/map/words.ts';
import { rulePageOnTheWeb } from '../present/lsp.ts';
import { Command } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { Say } from '../speech.ts';
import type { OpenDocument } from '../workspace/document.ts';
import { regionsOf, touchedAt, type Touched } from '../workspace/maps.ts';
import type { Feature } from './feature.ts';

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),

  listen: (session) => {
    session.connection.onRequest(HoverRequest.type, async ({ textDocument: { uri }, position }, token): Promise<Hover | null> => {
      const document = await session.document(uri);
      if (!document || token.isCancellationRequested) return null;
      const touched = touchedAt(regionsOf(session, document.folder, document.path), document, position);
      return touched ? shown(session, document, touched) : null;
    });
  },
};

function shown(session: Session, document: OpenDocument, touched: Touched): Hover {
  const { client } = session;
  const text = textOf(touched, session);
  const at = touched.access?.at ?? touched.view?.at ?? touched.region.at;
  const range = at?.file === document.path ? document.rangeNow(at) : undefined;
  const value = client.markdownHover ? text : text.replace(/```\w*\n?|\*\*|`/g, '');
  return { contents: { kind: client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value }, ...(range && { range }) };
}

function textOf({ region, access, view }: Touched, session: Session): string {
  const { say } = session;
  const what = access ? accessText(access, region, say) : view ? viewText(view, region, say) : regionText(region, say);
  const blame = access?.blame ?? view?.blame;
  // The message is the diagnostic's, which the client shows itself.
  const because = blame ? [say('Reported by {0}.', `[${blame.rule}](${explanationOf(session, blame.rule)})`)] : [];
  return [what, ...because, `\`\`\`text\n${mapText(region)}\n\`\`\``].join('\n\n');
}

/** Texts may lead to commands that the client trusts, and to nothing but them and the web. */
const explanationOf = ({ client }: Session, rule: string): string =>
  client.options.commands?.includes(Command.explain) ? `command:${Command.explain}?${encodeURIComponent(JSON.stringify([rule]))}` : rulePageOnTheWeb(rule);

const name = (region: MapRegion): string => `\`${region.label}\``;

function accessText({ atomic, reads, writes, bytes, exclusive }: MapAccess, region: MapRegion, say: Say): string {
  const where = say('{0} of {1}', bytesText(bytes), name(region));
  if (exclusive) return `**${say('Exclusive access')}** · ${where}. ${say('No other thread can reach the region yet: what the document calls `&mut`. Plain and atomic access are both fine until it is published.')}`;
  const does = reads && writes ? say('update') : writes ? say('write') : say('read');
  return atomic
    ? `**${say('Atomic {0}', does)}** · ${where}. ${say('Once one side writes, the document wants every access to these bytes to be atomic.')}`
    : `**${say('Plain {0}', does)}** · ${where}. ${say('The document calls it a non-atomic access: fine where nobody writes these bytes meanwhile, a data race where someone does.')}`;
}

function viewText({ type, bytes }: MapView, region: MapRegion, say: Say): string {
  const kind = type === '?' ? say('View') : `\`${type}\``;
  return `**${kind}** · ${say('{0} of {1}', bytesText(bytes), name(region))}. ${say('The document transmutes bytes to an atomic; here a view on the same memory does that. Views on bytes that are treated atomically must be used with `Atomics` only.')}`;
}

function regionText(region: MapRegion, say: Say): string {
  return `**${say('Memory region')}** ${name(region)}. ${say('The document’s continuous region: aligned to 8 bytes, a multiple of 8 long. It is exclusive until it is published to another thread; from then on its bytes are shared.')}`;
}
