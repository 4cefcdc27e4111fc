/**
 * The region allocator: live segments do not meet, the chain stays whole, no thread sleeps beside room, and after a
 * death anywhere all that the dead thread held is there again.
 */

import './region-allocator/sharing.ts';
import './region-allocator/waiting.ts';
import './region-allocator/deaths.ts';
