/** What a feature is: one request of the protocol, or a few that belong together, in one file. */

import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { ClientAbilities } from '../client-capabilities.ts';
import type { Session } from '../session.ts';

export interface Feature {
  /** What the server can do of it, for such a client. */
  capabilities?(client: ClientAbilities): ServerCapabilities;
  /** Takes what it needs of the first request. */
  initialize?(session: Session, params: InitializeParams): void;
  /** The client can be asked for things. */
  initialized?(session: Session): void;
  /** Sets its handlers. */
  listen(session: Session): void;
}
