/** `atomics/memoryMap`: the regions that a file touches, drawn as HTML whose links are numbers of places. */

import type { MapRegion, Place } from '../../rules/kit/memory-map.ts';
import { mapFragment } from '../../rules/present/map/html.ts';
import { MAP_STYLES } from '../../rules/present/map/styles.ts';
import { MEMORY_MAP, type Location, type MemoryMap, type MemoryMapParams, type Position } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { OpenDocument } from '../workspace/document.ts';
import { regionsOf, touchedAt } from '../workspace/maps.ts';
import type { Feature } from './feature.ts';

export const memoryMap: Feature = {
  listen: (session) => {
    session.connection.onRequest(MEMORY_MAP, async ({ uri, position }: MemoryMapParams): Promise<MemoryMap | null> => {
      const document = await session.document(uri);
      if (!document) return null;
      const regions = regionsOf(session, document.folder, document.path);
      return drawn(session, document, regions, position ? selected(document, regions, position) : 0);
    });
  },
};

function selected(document: OpenDocument, regions: readonly MapRegion[], position: Position): number {
  const touched = touchedAt(regions, document, position);
  return touched ? Math.max(0, regions.indexOf(touched.region)) : 0;
}

function drawn(session: Session, { folder }: OpenDocument, regions: readonly MapRegion[], first: number): MemoryMap {
  const places: Location[] = [];
  const link = (at: Place): string => {
    const location = session.locate(folder, at);
    return location ? `#place-${places.push(location) - 1}` : '#';
  };
  const path = (file: string): string => (file.startsWith(`${folder.root}/`) ? file.slice(folder.root.length + 1) : file);
  const html = mapFragment({ regions }, { link, path });
  return { html, styles: MAP_STYLES, places, regions: regions.map(({ label }) => label), selected: first };
}
