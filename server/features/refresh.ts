/** Asks the client to ask again for what is drawn into the text, when something else has changed what it says. */

import type { ProtocolRequestType0 } from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import type { EditorSettings } from '../workspace/settings.ts';

export function refreshWhenIdle(session: Session, request: ProtocolRequestType0<void, void, void, void>, isOn: (settings: EditorSettings) => boolean): void {
  let wasOn = false;
  session.onProgress(({ isIdle }) => {
    if (!isIdle) return;
    const is = session.folders.all().some(({ settings }) => isOn(settings));
    // Once more after it was turned off, so that what is drawn goes.
    if (is || wasOn) void session.mayBeRefused(session.connection.sendRequest(request));
    wasOn = is;
  });
}
