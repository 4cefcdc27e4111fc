/** `atomics/otherSource`: ESLint shows the findings of our rules for a document, so that they are not shown twice. */

import { OTHER_SOURCE, type OtherSource } from '../protocol.ts';
import type { Feature } from './feature.ts';

export const otherSource: Feature = {
  listen: (session) => {
    session.connection.onNotification(OTHER_SOURCE, ({ uri, publishes }: OtherSource) => {
      const { shownElsewhere, documents } = session;
      if (shownElsewhere.has(uri) === publishes) return;
      if (publishes) shownElsewhere.add(uri);
      else shownElsewhere.delete(uri);
      const document = documents.get(uri);
      const folder = document?.folder ?? session.folders.of(uri);
      if (folder) session.report(folder, document?.path ?? folder.mount.path(uri));
      session.sweep.request();
    });
  },
};
